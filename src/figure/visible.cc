#include "figure/visible.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

#include "base/utf8.h"

namespace headscope::figure {
namespace {

// Control pictures stand 0x2400 above the control characters.
constexpr char32_t kPictures = 0x2400;
constexpr char32_t kDeletePicture = 0x2421;

bool turns_direction(char32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

/// White space and line ends of ECMAScript.
bool is_space(char32_t c) {
  return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000 || c == 0xFEFF;
}

void append_visible(std::string& out, char32_t c) {
  if (turns_direction(c) || (c > 0x7F && c < 0xA0)) {
    out += fmt::format("⟨U+{:04X}⟩", static_cast<std::uint32_t>(c));
  } else if (c < 0x20) {
    base::append_utf8(out, kPictures + c);
  } else {
    base::append_utf8(out, c == 0x7F ? kDeletePicture : c);
  }
}

}  // namespace

bool is_blank(std::u32string_view text) { return std::all_of(text.begin(), text.end(), is_space); }

std::string visible(std::string_view token) {
  const std::u32string characters = base::decode_utf8(token);
  std::string out;
  // Control characters are no blanks any more: they have their pictures.
  const auto stays_blank = [](char32_t c) { return c >= 0x20 && is_space(c); };
  if (std::all_of(characters.begin(), characters.end(), stays_blank)) {
    const std::size_t count = std::max<std::size_t>(1, characters.size());
    for (std::size_t k = 0; k < count; ++k) out += "␣";
    return out;
  }
  for (const char32_t c : characters) append_visible(out, c);
  return out;
}

}  // namespace headscope::figure
