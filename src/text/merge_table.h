// Which pairs of entries BPE joins, how early, and to what.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace headscope::text {

struct Merge {
  std::int32_t left = 0;
  std::int32_t right = 0;
  std::int32_t rank = 0;  ///< lower ones come first
  std::int32_t joined = 0;
};

/// A hash table of pairs, built once.
class MergeTable {
 public:
  MergeTable() = default;
  /// Of two for the same pair the later counts.
  explicit MergeTable(std::vector<Merge> merges);

  /// The merge of a pair, or null.
  const Merge* find(std::int32_t left, std::int32_t right) const noexcept;

 private:
  std::size_t place_of(std::int32_t left, std::int32_t right) const noexcept;

  std::vector<Merge> merges_;
  std::vector<std::uint32_t> slots_;  // 1 + a place in merges_, 0 if free; at most half full
};

}  // namespace headscope::text
