// What pinned tokens look at, or who looks at them, in numbers beside the other column.
#pragma once

#include <cstddef>
#include <vector>

#include "figure/columns.h"
#include "figure/marks.h"
#include "figure/picture.h"

namespace headscope::figure {

/// For each map the summed rows, or columns, of the pinned tokens [units]; none when none is
/// pinned.
using PinSums = std::vector<std::vector<float>>;

PinSums sum_pins(const Picture& picture);

/// From here on a token is bold; below this it is faint.
inline constexpr double kStrong = 0.3;
inline constexpr double kPresent = 0.02;

/// The largest sum of any map at one unit.
float most_of(const PinSums& sums, std::size_t unit);

/// The numbers of one map, or a bar for each of several, which is full where all that the pinned
/// tokens can give is.
void add_pin_numbers(const Picture& picture, const Columns& columns, const PinSums& sums,
                     std::vector<Mark>& marks);

}  // namespace headscope::figure
