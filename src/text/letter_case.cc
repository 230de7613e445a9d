#include "text/letter_case.h"

#include <utility>

#include "text/unicode.h"

namespace headscope::text {

void make_lower_case(AlignedText& text) {
  AlignedText result;
  result.reserve(text.size());
  for (const AlignedChar& c : text) {
    const std::u32string_view lower = lower_case(c.code_point);
    if (lower.empty()) result.push_back(c);
    for (const char32_t code_point : lower) result.push_back({code_point, c.source});
  }
  text = std::move(result);
}

}  // namespace headscope::text
