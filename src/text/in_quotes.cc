#include "text/in_quotes.h"

#include <algorithm>
#include <cstddef>

namespace headscope::text {

std::string in_quotes(std::string_view name) {
  constexpr std::size_t kLongest = 60;
  const auto continues = [&](std::size_t at) {
    return (static_cast<unsigned char>(name[at]) & 0xC0) == 0x80;
  };
  std::string result(name);
  if (name.size() > kLongest) {
    std::size_t end = kLongest;
    while (continues(end)) --end;
    result = std::string(name.substr(0, end)) + "…";
  }
  const auto is_control = [](unsigned char byte) { return byte < 0x20 || byte == 0x7F; };
  std::replace_if(result.begin(), result.end(), is_control, '?');
  return "'" + result + "'";
}

}  // namespace headscope::text
