// How a weight becomes the whole number that the page keeps.
#pragma once

#include <cmath>
#include <cstdint>
#include <string_view>

#include "headscope/page.h"

namespace headscope::picture {

/// The precision of a page of `tokens` tokens: never kAuto.
Precision resolve(Precision precision, std::int64_t tokens);

/// As the manifest names it: "u16-linear", "u8-sqrt".
std::string_view name(Precision precision);

/// The most that a kept weight may differ from the true one.
double max_error(Precision precision);

/// A weight in [0, 1]: a float's rounding beyond the ends is cut off, what is not a number is 0.
inline double within_unit(float weight) { return weight > 0 ? (weight < 1 ? weight : 1.0) : 0.0; }

/// The nearest of `last + 1` even steps from 0 to 1. Rounds half up: a product of a float and a
/// small whole number is exact in a double, and so is the half that is added.
inline int nearest_step(double value, int last) {
  const double shifted = value * last + 0.5;
  return static_cast<int>(shifted);
}

inline std::uint16_t to_linear16(float weight) {
  return static_cast<std::uint16_t>(nearest_step(within_unit(weight), 65535));
}
inline std::uint8_t to_sqrt8(float weight) {
  return static_cast<std::uint8_t>(nearest_step(std::sqrt(within_unit(weight)), 255));
}

}  // namespace headscope::picture
