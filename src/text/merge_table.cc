#include "text/merge_table.h"

#include <bit>
#include <utility>

namespace headscope::text {

MergeTable::MergeTable(std::vector<Merge> merges)
    : merges_(std::move(merges)), slots_(std::bit_ceil(2 * merges_.size() + 2)) {
  for (std::size_t i = 0; i < merges_.size(); ++i) {
    slots_[place_of(merges_[i].left, merges_[i].right)] = static_cast<std::uint32_t>(i + 1);
  }
}

const Merge* MergeTable::find(std::int32_t left, std::int32_t right) const noexcept {
  if (merges_.empty()) return nullptr;
  const std::uint32_t slot = slots_[place_of(left, right)];
  return slot == 0 ? nullptr : &merges_[slot - 1];
}

/// The slot of a pair, or the free one where it would go.
std::size_t MergeTable::place_of(std::int32_t left, std::int32_t right) const noexcept {
  const auto pair = static_cast<std::uint64_t>(static_cast<std::uint32_t>(left)) << 32 |
                    static_cast<std::uint32_t>(right);
  const std::uint64_t hash = pair * 0x9E3779B97F4A7C15;
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = (hash ^ hash >> 32) & mask;; at = (at + 1) & mask) {
    if (slots_[at] == 0) return at;
    const Merge& merge = merges_[slots_[at] - 1];
    if (merge.left == left && merge.right == right) return at;
  }
}

}  // namespace headscope::text
