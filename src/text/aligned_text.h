// A text in which every character knows where in the original it came from.
//
//   AlignedText text = align("Café");       // é: {U'é', {3, 4}}
//   // after NFD: {U'e', {3, 4}}, {U'\u0301', {3, 4}}
//   original_span(text, 0, text.size());    // {0, 4}
//
// Normalizers change the characters and carry the spans along, so that a token found in the
// normalized text can be shown in the text that the user gave.
#pragma once

#include <cassert>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "headscope/encoding.h"

namespace headscope::text {

/// A character and the code points `[begin, end)` of the original text that it stands for.
struct AlignedChar {
  char32_t code_point = 0;
  Span source;
  friend bool operator==(const AlignedChar&, const AlignedChar&) = default;
};

/// A character of a rewritten text. `taken` is how many characters of the old text it stands in for
/// beyond the first: 1 more for each that was joined to it, 1 less when it was split off one.
/// Positions follow from these counts alone, in the order of the new text. So where sorting moves a
/// mark past another, the marks swap places and the spans do not, as in the Rust library.
struct Rewritten {
  char32_t code_point = 0;
  int taken = 0;
};

using AlignedText = std::vector<AlignedChar>;
using AlignedView = std::span<const AlignedChar>;

/// Every code point of valid UTF-8, standing for itself.
AlignedText align(std::string_view utf8);

/// The characters as UTF-8.
std::string to_utf8(AlignedView text);

/// Puts `characters` in place of the text. All they take together is at most what it has.
void rewrite(AlignedText& text, std::span<const Rewritten> characters);

/// Puts `prefix` before the text, which is not empty. It stands for what the first character does.
void prepend(AlignedText& text, std::u32string_view prefix);

/// What the characters `[begin, end)`, at least one, stand for in the original text.
inline Span original_span(AlignedView text, std::size_t begin, std::size_t end) {
  assert(begin < end && end <= text.size());
  return {text[begin].source.begin, text[end - 1].source.end};
}

}  // namespace headscope::text
