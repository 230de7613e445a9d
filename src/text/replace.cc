#include "text/replace.h"

#include "base/utf8.h"

namespace headscope::text {

Regex read_pattern(const Fields& pattern) {
  if (pattern.has("Regex")) return Regex(pattern, "Regex");
  if (!pattern.has("String")) throw pattern.error("is neither a String nor a Regex");
  const std::u32string literal = base::decode_utf8(pattern.string("String"));
  if (literal.empty()) throw pattern.error("is empty");
  return Regex::literal(literal);
}

Replace::Replace(const Fields& fields)
    : pattern_(read_pattern(fields.object("pattern"))),
      content_(base::decode_utf8(fields.string("content"))) {
  if (pattern_.can_match_nothing()) {
    throw fields.error("pattern", "can match between two characters, where nothing is to replace");
  }
}

void Replace::normalize(AlignedText& text) const {
  AlignedText result;
  result.reserve(text.size());
  std::size_t begin = 0;
  for (const Stretch& stretch : pattern_.cut(text)) {
    const auto at = [&](std::size_t i) { return text.begin() + static_cast<std::ptrdiff_t>(i); };
    if (stretch.is_match) {
      // All that is put in stands for the last character taken out, as in the Rust library.
      const Span source = text[stretch.end - 1].source;
      for (const char32_t c : content_) result.push_back({c, source});
    } else {
      result.insert(result.end(), at(begin), at(stretch.end));
    }
    begin = stretch.end;
  }
  text = std::move(result);
}

}  // namespace headscope::text
