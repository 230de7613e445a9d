// Where the head figure puts its columns and rows.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "figure/picture.h"

namespace headscope::figure {

inline constexpr double kLegendWidth = 140;
inline constexpr double kNumberRoom = 104;

/// Between two texts.
struct Gap {
  double y = 0;         ///< its middle
  std::size_t row = 0;  ///< the first row below
};

struct Columns {
  std::vector<double> rows;  ///< middle of each row
  double pitch = 0;          ///< distance of two rows
  double bottom = 0;
  double size = 0;        ///< of tokens
  double room = 0;        ///< most width of a token
  double rule_reach = 0;  ///< how far the rule between two texts goes out from each column
  double from_x = 0;
  double line_left = 0;
  double line_right = 0;
  double to_x = 0;
  double letter_x = 0;  ///< right edge of the letters of two texts
  /// Right edges of the numbers beside each column; bars begin at their left.
  double left_number_x = 0;
  double right_number_x = 0;
  double legend_x = 0;
  double head_step = 0;    ///< vertical distance of two heads' lines
  double thin = 1;         ///< lines are as much thinner as heads stand closer than usual
  std::optional<Gap> gap;  ///< none without a pair
};

Columns lay_out(const Picture& picture);

/// Rows, `pitch` apart, whose tokens can be read: all, or where they are too low those in `first`
/// and as many others as there is room for.
std::vector<std::size_t> readable_rows(std::size_t rows, double pitch,
                                       std::vector<std::size_t> first);

}  // namespace headscope::figure
