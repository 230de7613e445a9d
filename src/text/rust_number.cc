#include "text/rust_number.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <string>

namespace headscope::text {
namespace {

constexpr int kLargestPower = 308;

double power_of_ten(int exponent) {
  static const auto powers = [] {
    std::array<double, kLargestPower + 1> result{};
    for (int i = 0; i <= kLargestPower; ++i) {
      const std::string text = "1e" + std::to_string(i);
      result[static_cast<std::size_t>(i)] = std::strtod(text.c_str(), nullptr);
    }
    return result;
  }();
  return powers[static_cast<std::size_t>(exponent)];
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// An exponent, held where it is beyond all doubles anyway.
int read_exponent(std::string_view text) {
  constexpr int kBeyond = 100000;
  const bool is_negative = text.starts_with('-');
  if (is_negative || text.starts_with('+')) text.remove_prefix(1);
  int value = 0;
  for (const char c : text) {
    if (value < kBeyond) value = value * 10 + (c - '0');
  }
  return is_negative ? -value : value;
}

}  // namespace

double rust_number(std::string_view text) noexcept {
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
  const bool is_negative = text.starts_with('-');
  if (is_negative) text.remove_prefix(1);

  std::uint64_t digits = 0;
  int exponent = 0;
  bool is_full = false;  // what comes after is left out
  bool is_fraction = false;
  std::size_t at = 0;
  for (; at < text.size() && (is_digit(text[at]) || text[at] == '.'); ++at) {
    if (text[at] == '.') {
      is_fraction = true;
      is_full = false;
      continue;
    }
    const auto digit = static_cast<std::uint64_t>(text[at] - '0');
    is_full = is_full || digits > (kMost - digit) / 10;
    if (is_full) {
      if (!is_fraction) ++exponent;
      continue;
    }
    digits = digits * 10 + digit;
    if (is_fraction) --exponent;
  }
  if (at < text.size()) exponent += read_exponent(text.substr(at + 1));

  if (digits == 0) return 0;
  auto value = static_cast<double>(digits);
  for (; exponent < -kLargestPower; exponent += kLargestPower) value /= power_of_ten(kLargestPower);
  value = exponent < 0 ? value / power_of_ten(-exponent)
                       : value * power_of_ten(std::min(exponent, kLargestPower));
  return is_negative ? -value : value;
}

}  // namespace headscope::text
