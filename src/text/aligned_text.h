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

using AlignedText = std::vector<AlignedChar>;
using AlignedView = std::span<const AlignedChar>;

/// Every code point of valid UTF-8, standing for itself.
AlignedText align(std::string_view utf8);

/// The characters as UTF-8.
std::string to_utf8(AlignedView text);

/// What the characters `[begin, end)`, at least one, stand for in the original text.
inline Span original_span(AlignedView text, std::size_t begin, std::size_t end) {
  assert(begin < end && end <= text.size());
  return {text[begin].source.begin, text[end - 1].source.end};
}

}  // namespace headscope::text
