#include "text/byte_ids.h"

#include <cstddef>
#include <string>

namespace headscope::text {

ByteIds::ByteIds(const Vocabulary& vocabulary) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  for (std::size_t byte = 0; byte < ids_.size(); ++byte) {
    const std::string token = {'<', '0', 'x', kDigits[byte / 16], kDigits[byte % 16], '>'};
    ids_[byte] = vocabulary.find(token).value_or(kMissing);
  }
}

std::vector<std::int32_t> ByteIds::of(std::string_view bytes) const {
  std::vector<std::int32_t> result;
  for (const char byte : bytes) {
    const std::int32_t id = ids_[static_cast<std::uint8_t>(byte)];
    if (id == kMissing) return {};
    result.push_back(id);
  }
  return result;
}

}  // namespace headscope::text
