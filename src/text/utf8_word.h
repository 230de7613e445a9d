// A word as UTF-8, in which characters are found by their number.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "text/aligned_text.h"

namespace headscope::text {

struct Utf8Word {
  std::string bytes;
  std::vector<std::size_t> begins;  ///< of each character in `bytes`, and the end

  explicit Utf8Word(AlignedView word) {
    begins.reserve(word.size() + 1);
    begins.push_back(0);
    for (const AlignedChar& c : word) {
      base::append_utf8(bytes, c.code_point);
      begins.push_back(bytes.size());
    }
  }

  std::string_view characters(std::size_t begin, std::size_t end) const {
    return std::string_view(bytes).substr(begins[begin], begins[end] - begins[begin]);
  }
};

}  // namespace headscope::text
