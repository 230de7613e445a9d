// Bytes as text that may stand anywhere (RFC 4648, with padding).
#pragma once

#include <span>
#include <string>

namespace headscope::picture {

std::string base64(std::span<const unsigned char> bytes);

}  // namespace headscope::picture
