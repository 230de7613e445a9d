// Bytes as the page carries them: deflated, then base64.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace headscope::picture {

struct Packed {
  std::string base64;       ///< of the raw deflate stream (RFC 1951)
  std::uint64_t bytes = 0;  ///< before packing
  std::uint32_t crc32 = 0;  ///< of the bytes before packing (ISO 3309, as in gzip)
};

/// The same bytes give the same text.
Packed pack(std::span<const std::uint8_t> bytes);

}  // namespace headscope::picture
