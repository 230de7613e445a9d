#include "picture/precision.h"

#include <cassert>
#include <cstdlib>

namespace headscope::picture {

Precision resolve(Precision precision, std::int64_t tokens) {
  if (precision != Precision::kAuto) return precision;
  return tokens <= 256 ? Precision::kLinear16 : Precision::kSqrt8;
}

std::string_view name(Precision precision) {
  assert(precision != Precision::kAuto);
  return precision == Precision::kLinear16 ? "u16-linear" : "u8-sqrt";
}

double max_error(Precision precision) {
  assert(precision != Precision::kAuto);
  // Half a step, rounded up: 0.5 / 65535, and 1 − (254.5 / 255)² where the steps are widest.
  return precision == Precision::kLinear16 ? 7.63e-6 : 3.92e-3;
}

}  // namespace headscope::picture
