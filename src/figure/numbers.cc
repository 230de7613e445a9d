#include "figure/numbers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>

namespace headscope::figure {
namespace {

constexpr std::array<std::int64_t, 6> kPowers = {1, 10, 100, 1000, 10'000, 100'000};

std::int64_t power_of_ten(int exponent) { return kPowers[static_cast<std::size_t>(exponent)]; }

/// The nearest whole number of steps of 10^-places; half goes up.
std::int64_t rounded(double value, int places) {
  const double scaled = value * static_cast<double>(power_of_ten(places));
  return static_cast<std::int64_t>(std::floor(scaled + 0.5));
}

/// That many steps of 10^-places, with all its decimals.
std::string fixed(std::int64_t steps, int places) {
  const std::int64_t scale = power_of_ten(places);
  return fmt::format("{}.{:0{}}", steps / scale, steps % scale, places);
}

/// How far a stored weight may be from the true one.
double stored_error(double weight) {
  // w = (q / 255)²: half a step of q moves w by this much.
  return (std::sqrt(std::max(weight, 0.0)) + 0.5 / 510) / 255;
}

/// How many of the asked decimals a stored weight is good for.
int kept_decimals(double weight, int asked, Precision precision) {
  static constexpr std::array<double, 6> kSteps = {1, 0.1, 0.01, 0.001, 0.0001, 0.00001};
  if (precision == Precision::kLinear16) return asked;
  int kept = asked;
  while (kept > 1 && 2 * stored_error(weight) > kSteps[static_cast<std::size_t>(kept)]) --kept;
  return kept;
}

}  // namespace

std::string decimal(double value, int places) {
  const std::int64_t steps = rounded(value, places);
  std::string text = fixed(std::abs(steps), places);
  text.resize(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return steps < 0 ? fmt::format("-{}", text) : text;
}

std::string format_weight(float weight, int decimals, Precision precision) {
  const int kept = kept_decimals(weight, decimals, precision);
  // Exact: a float times a thousand fits into a double, and so does the half that is added.
  const std::int64_t steps = rounded(weight, kept);
  const std::int64_t one = power_of_ten(kept);
  if (steps == 0) return fmt::format("<{}", fixed(1, kept));
  // More than 1 is a sum of several weights.
  if (steps == one && weight < 1 + 1e-6) return fmt::format(">{}", fixed(one - 1, kept));
  return fixed(steps, kept);
}

std::string cell_weight(float weight, Precision precision) {
  if (weight == 1) return "1";
  std::string written = format_weight(weight, weight < 0.0995 ? 3 : 2, precision);
  if (written.starts_with('<')) return "·";
  const std::size_t zero = written.find("0.");
  if (zero != written.npos) written.erase(zero, 1);
  return written;
}

}  // namespace headscope::figure
