#include "text/aligned_text.h"

#include <cstddef>
#include <utility>

#include "base/utf8.h"

namespace headscope::text {

AlignedText align(std::string_view utf8) {
  const std::u32string code_points = base::decode_utf8(utf8);
  AlignedText text;
  text.reserve(code_points.size());
  for (const char32_t code_point : code_points) {
    const auto at = static_cast<std::int32_t>(text.size());
    text.push_back({code_point, {at, at + 1}});
  }
  return text;
}

std::string to_utf8(AlignedView text) {
  std::string utf8;
  for (const AlignedChar& c : text) base::append_utf8(utf8, c.code_point);
  return utf8;
}

void rewrite(AlignedText& text, std::span<const Rewritten> characters) {
  AlignedText result;
  result.reserve(characters.size());
  std::size_t at = 0;  // the next character of the old text
  for (const Rewritten& c : characters) {
    const bool shares_previous = c.taken < 0 && at > 0;
    result.push_back({c.code_point, text[shares_previous ? at - 1 : at].source});
    at += static_cast<std::size_t>(c.taken + 1);
  }
  text = std::move(result);
}

void prepend(AlignedText& text, std::u32string_view prefix) {
  AlignedText characters;
  for (const char32_t c : prefix) characters.push_back({c, text.front().source});
  text.insert(text.begin(), characters.begin(), characters.end());
}

}  // namespace headscope::text
