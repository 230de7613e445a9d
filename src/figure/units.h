// What a figure has rows and columns of: tokens, or whole words made of several.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "headscope/encoding.h"

namespace headscope::figure {

struct Unit {
  std::string label;                ///< as the text or the vocabulary has it
  std::vector<std::size_t> tokens;  ///< positions, ascending
  bool special = false;
  int segment = 0;  ///< 0 for the text, 1 for its pair
};

/// One unit for each token.
std::vector<Unit> pieces(const Encoding& encoding);

/// One unit for each word of the text; special tokens stay as they are.
std::vector<Unit> whole_words(const Encoding& encoding);

}  // namespace headscope::figure
