#include "lens/punctuation.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "text/unicode.h"

namespace headscope::lens {
namespace {

bool is_punctuation(std::u32string_view characters) {
  return !characters.empty() &&
         std::all_of(characters.begin(), characters.end(), text::is_punctuation);
}

std::u32string without_mark(std::u32string token) {
  for (const std::u32string_view mark : {U"##", U"\u2581", U"\u0120"}) {
    if (token.size() > mark.size() && token.starts_with(mark)) return token.substr(mark.size());
  }
  return token;
}

}  // namespace

std::vector<bool> punctuation_tokens(const Encoding& encoding) {
  const std::size_t count = encoding.tokens.size();
  const std::u32string text = base::decode_utf8(encoding.text);
  const std::u32string pair = base::decode_utf8(encoding.pair.value_or(""));
  std::vector<bool> marks(count, false);
  for (std::size_t token = 0; token < count; ++token) {
    if (token < encoding.special.size() && encoding.special[token]) continue;
    if (encoding.offsets.size() != count) {
      marks[token] = is_punctuation(without_mark(base::decode_utf8(encoding.tokens[token])));
      continue;
    }
    const bool of_pair = encoding.sequence_ids.size() == count && encoding.sequence_ids[token] == 1;
    const std::u32string_view own = of_pair ? pair : text;
    const auto last = static_cast<std::int32_t>(own.size());
    const std::int32_t begin = std::clamp(encoding.offsets[token].begin, 0, last);
    const std::int32_t end = std::clamp(encoding.offsets[token].end, begin, last);
    marks[token] = is_punctuation(
        own.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin)));
  }
  return marks;
}

}  // namespace headscope::lens
