// The entries that stand for single bytes of characters which a vocabulary lacks: "<0xE2>".
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/vocabulary.h"

namespace headscope::text {

class ByteIds {
 public:
  /// None at all.
  ByteIds() { ids_.fill(kMissing); }
  explicit ByteIds(const Vocabulary& vocabulary);

  /// One for each byte; none when one is missing.
  std::vector<std::int32_t> of(std::string_view bytes) const;

 private:
  static constexpr std::int32_t kMissing = -1;
  std::array<std::int32_t, 256> ids_;
};

}  // namespace headscope::text
