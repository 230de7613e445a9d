// Cutting texts that are too long for the model, as the Rust library does it.
#pragma once

#include <cstddef>
#include <utility>

#include "headscope/tokenizer.h"

namespace headscope::text {

/// How many tokens of a text and of its pair stay when there is room for `room` in all. `is_pair`
/// tells a text alone from a pair whose second text is empty. Throws Error when the strategy
/// cannot reach it: it may not cut the only text, or not enough is left of the one it may cut.
std::pair<std::size_t, std::size_t> truncated_lengths(std::size_t text, std::size_t pair,
                                                      bool is_pair, std::size_t room,
                                                      Truncation strategy);

}  // namespace headscope::text
