// UTF-8: checking it, walking it by code points, and counting in the units that others use.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headscope::base {

/// The byte at which `text` stops being valid UTF-8 (overlong forms, surrogates and values above
/// U+10FFFF are invalid), or nothing.
std::optional<std::size_t> find_invalid_utf8(std::string_view text) noexcept;

/// Throws Error "`what` is not valid UTF-8 at byte N (0xFF)" with a next step.
void require_utf8(std::string_view text, std::string_view what);

/// The code points of valid UTF-8.
std::u32string decode_utf8(std::string_view text);

/// Appends one code point as UTF-8.
void append_utf8(std::string& text, char32_t code_point);

/// UTF-16 code units of a code point: 2 above U+FFFF, else 1.
constexpr int utf16_units(char32_t code_point) { return code_point > 0xFFFF ? 2 : 1; }

/// The UTF-16 units before each code point of valid UTF-8, and at its end.
std::vector<std::int32_t> utf16_positions(std::string_view text);

}  // namespace headscope::base
