#include "base/utf8.h"

#include <cstdint>
#include <cstdio>

#include "headscope/error.h"

namespace headscope::base {
namespace {

/// One code point at the start of `bytes`: how many bytes it takes, 0 when they are invalid.
struct Decoded {
  char32_t code_point = 0;
  std::size_t length = 0;
};

Decoded decode_one(std::string_view bytes) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(bytes[i]); };
  const std::uint8_t lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || bytes.size() < length) return {};
  char32_t code_point = lead & (0x7F >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {};
    code_point = code_point << 6 | (byte(i) & 0x3F);
  }
  constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (code_point < kSmallest[length] || code_point > 0x10FFFF || surrogate) return {};
  return {code_point, length};
}

}  // namespace

std::optional<std::size_t> find_invalid_utf8(std::string_view text) noexcept {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = decode_one(text.substr(at)).length;
    if (length == 0) return at;
    at += length;
  }
  return std::nullopt;
}

void require_utf8(std::string_view text, std::string_view what) {
  const auto at = find_invalid_utf8(text);
  if (!at) return;
  char hex[8];
  std::snprintf(hex, sizeof hex, "0x%02X", static_cast<std::uint8_t>(text[*at]));
  throw Error(std::string(what) + " is not valid UTF-8 at byte " + std::to_string(*at) + " (" +
              hex + "); save it as UTF-8 and try again");
}

std::u32string decode_utf8(std::string_view text) {
  std::u32string code_points;
  code_points.reserve(text.size());
  while (!text.empty()) {
    const Decoded decoded = decode_one(text);
    code_points.push_back(decoded.code_point);
    text.remove_prefix(decoded.length);
  }
  return code_points;
}

std::vector<std::int32_t> utf16_positions(std::string_view text) {
  std::vector<std::int32_t> positions = {0};
  for (const char32_t c : decode_utf8(text)) positions.push_back(positions.back() + utf16_units(c));
  return positions;
}

void append_utf8(std::string& text, char32_t code_point) {
  const auto put = [&](char32_t byte) { text.push_back(static_cast<char>(byte)); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0 | code_point >> 6);
    put(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    put(0xE0 | code_point >> 12);
    put(0x80 | (code_point >> 6 & 0x3F));
    put(0x80 | (code_point & 0x3F));
  } else {
    put(0xF0 | code_point >> 18);
    put(0x80 | (code_point >> 12 & 0x3F));
    put(0x80 | (code_point >> 6 & 0x3F));
    put(0x80 | (code_point & 0x3F));
  }
}

}  // namespace headscope::base
