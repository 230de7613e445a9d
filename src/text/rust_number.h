// Decimal fractions as the Rust tokenizers read them.
#pragma once

#include <string_view>

namespace headscope::text {

/// The number that `text`, a number of JSON, is there: all its digits as one integer, rounded to a
/// double, then divided by a power of ten, rounded again. One time in eight that is the neighbour
/// of the nearest double, and two ways to cut a word that weigh the same may swap places for it.
double rust_number(std::string_view text) noexcept;

}  // namespace headscope::text
