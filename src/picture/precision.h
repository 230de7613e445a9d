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

/// The nearest step for a weight in [0, 1]; a float's rounding beyond the ends is cut off, and what
/// is not a number is 0.
inline double within_unit(float weight) { return weight > 0 ? (weight < 1 ? weight : 1.0) : 0.0; }
inline std::uint16_t to_linear16(float weight) {
  return static_cast<std::uint16_t>(within_unit(weight) * 65535 + 0.5);
}
inline std::uint8_t to_sqrt8(float weight) {
  return static_cast<std::uint8_t>(std::sqrt(within_unit(weight)) * 255 + 0.5);
}

}  // namespace headscope::picture
