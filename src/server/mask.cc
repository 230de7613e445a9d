#include "server/mask.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/utf8.h"

namespace headscope::server {

std::optional<std::int32_t> find_mask_id(const Tokenizer& tokenizer) {
  for (const std::string_view name : {"[MASK]", "<mask>"}) {
    const Encoding encoding = tokenizer.encode(name);
    const auto typed = std::find(encoding.special.begin(), encoding.special.end(), false);
    if (std::count(typed, encoding.special.end(), false) != 1) continue;
    const auto at = static_cast<std::size_t>(typed - encoding.special.begin());
    if (encoding.tokens[at] == name) return encoding.ids[at];
  }
  return std::nullopt;
}

void put_masks(std::span<const Stretch> stretches, std::int32_t mask_id, std::string_view mask,
               Encoding& encoding) {
  const std::vector<std::int32_t> positions[] = {base::utf16_positions(encoding.text),
                                                 base::utf16_positions(encoding.pair.value_or(""))};
  const auto covers = [&](std::size_t token, const Stretch& stretch) {
    const std::int32_t sequence = encoding.sequence_ids[token];
    if (sequence < 0 || sequence != stretch.sequence) return false;
    const auto& units = positions[sequence];
    const Span& offsets = encoding.offsets[token];
    return units[static_cast<std::size_t>(offsets.begin)] == stretch.begin &&
           units[static_cast<std::size_t>(offsets.end)] == stretch.end;
  };
  for (std::size_t token = 0; token < encoding.size(); ++token) {
    const bool masked = std::any_of(stretches.begin(), stretches.end(),
                                    [&](const Stretch& one) { return covers(token, one); });
    if (!masked) continue;
    encoding.ids[token] = mask_id;
    encoding.tokens[token] = mask;
  }
}

}  // namespace headscope::server
