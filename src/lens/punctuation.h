// Which tokens are punctuation.
//
//   punctuation_tokens(encoding);     // "Hello , world [SEP]": {false, true, false, false}
#pragma once

#include <vector>

#include "headscope/encoding.h"

namespace headscope::lens {

/// For each token whether it is punctuation and nothing else: ASCII punctuation and symbols, and
/// Unicode's general categories P*. What the text has at the token's offsets decides; without
/// offsets it is the token itself, less the mark "##", "▁" or "Ġ" that it begins with. A special
/// token is none.
std::vector<bool> punctuation_tokens(const Encoding& encoding);

}  // namespace headscope::lens
