#include "picture/base64.h"

#include <cstdint>

namespace headscope::picture {

std::string base64(std::span<const unsigned char> bytes) {
  constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text((bytes.size() + 2) / 3 * 4, '=');
  char* out = text.data();
  std::size_t at = 0;
  for (; at + 3 <= bytes.size(); at += 3) {
    const std::uint32_t group = bytes[at] << 16 | bytes[at + 1] << 8 | bytes[at + 2];
    *out++ = kDigits[group >> 18];
    *out++ = kDigits[group >> 12 & 63];
    *out++ = kDigits[group >> 6 & 63];
    *out++ = kDigits[group & 63];
  }
  const std::size_t left = bytes.size() - at;
  if (left == 0) return text;
  const std::uint32_t group = bytes[at] << 16 | (left == 2 ? bytes[at + 1] << 8 : 0);
  *out++ = kDigits[group >> 18];
  *out++ = kDigits[group >> 12 & 63];
  if (left == 2) *out = kDigits[group >> 6 & 63];
  return text;
}

}  // namespace headscope::picture
