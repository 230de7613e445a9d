#include "text/offset_trim.h"

#include <algorithm>

#include "text/byte_level.h"
#include "text/unicode.h"

namespace headscope::text {

namespace {

bool is_kept(char32_t c) { return c != character_of(' ') && !is_whitespace(c); }

}  // namespace

Blanks blanks_of(AlignedView token) {
  const auto stays = [](const AlignedChar& c) { return is_kept(c.code_point); };
  return {
      static_cast<std::int32_t>(std::find_if(token.begin(), token.end(), stays) - token.begin()),
      static_cast<std::int32_t>(std::find_if(token.rbegin(), token.rend(), stays) -
                                token.rbegin())};
}

Blanks blanks_of(std::string_view token) { return blanks_of(align(token)); }

Span trimmed(Span span, Blanks blanks, bool is_first, bool added_prefix_space) noexcept {
  const bool is_own = (is_first || span.begin == 0) && added_prefix_space && blanks.before == 1;
  if (!is_own) span.begin = std::min(span.begin + blanks.before, span.end);
  if (span.end >= blanks.after) span.end = std::max(span.end - blanks.after, span.begin);
  return span;
}

}  // namespace headscope::text
