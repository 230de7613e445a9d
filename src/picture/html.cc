#include "picture/html.h"

#include <algorithm>

#include "base/utf8.h"

namespace headscope::picture {
namespace {

bool is_blank(char32_t c) {
  return c <= U' ' || (c >= 0x7F && c <= 0xA0) || c == 0x2028 || c == 0x2029;
}

std::u32string one_line(std::string_view text) {
  std::u32string line;
  for (const char32_t c : base::decode_utf8(text)) {
    if (!is_blank(c)) {
      line += c;
    } else if (!line.empty() && line.back() != U' ') {
      line += U' ';
    }
  }
  if (!line.empty() && line.back() == U' ') line.pop_back();
  return line;
}

}  // namespace

std::string escape_html(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string escape_json(std::string json) {
  std::size_t at = 0;
  while ((at = json.find('<', at)) != std::string::npos) json.replace(at, 1, "\\u003c");
  return json;
}

std::string shorten(std::string_view text, std::size_t most) {
  std::u32string line = one_line(text);
  if (line.size() > most) {
    // Cut between words where that keeps more than half.
    const std::size_t blank = line.rfind(U' ', most - 1);
    line.resize(blank != std::u32string::npos && blank > most / 2 ? blank : most - 1);
    line += U'…';
  }
  std::string shortened;
  for (const char32_t c : line) base::append_utf8(shortened, c);
  return shortened;
}

}  // namespace headscope::picture
