#include "prediction/text_of.h"

#include <algorithm>

namespace headscope::prediction {
namespace {

bool begins_code_point(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

/// The byte at which the code point of that index begins.
std::size_t byte_of(const std::string& utf8, std::int32_t code_point) {
  std::int32_t count = -1;
  for (std::size_t byte = 0; byte < utf8.size(); ++byte) {
    if (begins_code_point(utf8[byte]) && ++count == code_point) return byte;
  }
  return utf8.size();
}

}  // namespace

std::string text_of(const Encoding& encoding, std::int32_t sequence, Span span) {
  const std::string& text = sequence == 1 && encoding.pair ? *encoding.pair : encoding.text;
  const std::size_t begin = byte_of(text, span.begin);
  return text.substr(begin, byte_of(text, span.end) - begin);
}

}  // namespace headscope::prediction
