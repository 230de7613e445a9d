// The sheet that every figure stands on: its width in print, its margins, and the caption below.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "figure/marks.h"
#include "headscope/figure.h"

namespace headscope::figure {

inline constexpr double kMargin = 20;
// Sizes of text: tokens, all else. At 1000 units for 3.25 in these are 6.8 and 5.6 pt.
inline constexpr double kTokenSize = 29;
inline constexpr double kTextSize = 24;

// A figure is at most about this high, so that it stands on a page: 8.5 in.
inline constexpr double kMostHeight = 2600;

/// Both columns together are as much wider in units as they are in print.
struct Width {
  std::int64_t units;
  double inches;
};
constexpr Width width_of(ColumnWidth width) {
  return width == ColumnWidth::kOne ? Width{1000, 3.25} : Width{2154, 7};
}

/// Where the baseline of text of that size stands that is centred on `middle`.
constexpr double baseline(double middle, double size) { return middle + 0.35 * size; }

/// Puts the caption below a picture that ends at `bottom`.
Sheet frame(ColumnWidth width, std::vector<Mark> picture, double bottom,
            const std::string& caption);

}  // namespace headscope::figure
