#include "text/aligned_text.h"

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

}  // namespace headscope::text
