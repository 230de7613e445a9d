// Maps as cells of a few colours, and the scale that they are read by.
#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "figure/lines.h"
#include "figure/marks.h"
#include "headscope/figure.h"

namespace headscope::figure {

/// Colours between no attention, which has none, and all.
inline constexpr int kLevels = 32;
/// From this level on black could not be read.
inline constexpr int kDeep = 23;

/// Cells along each edge of a map, each of which stands for `block` × `block` weights.
struct Blocks {
  std::size_t block = 1;
  std::size_t side = 0;

  /// Where a unit begins, in a map of cells of that size.
  double place_of(std::size_t unit, double cell) const {
    return static_cast<double>(unit) * cell / static_cast<double>(block);
  }
};

Blocks blocks_of(std::size_t units, std::size_t most);

/// The largest weight of each block [side, side]; -1 where all is hidden.
std::vector<float> strongest_of(std::span<const float> map, const Visibility& see, Blocks blocks);

/// The colour of a weight: 0 to `kLevels`, -1 where it is hidden.
int level_of(float weight, Scale scale);
std::vector<int> levels_of(std::span<const float> weights, Scale scale);

/// Cells [side, side] as rectangles of one level each, from the top left: first as wide as can be,
/// then as high.
std::vector<Area> areas_of(std::vector<int> levels, std::size_t side);

using Corner = std::pair<double, double>;

/// Frames of squares, white inside.
Areas frames_of(std::span<const Corner> corners, double edge);

/// Where the second text begins: a rule across and one down. Nothing without one, at 0.
void add_dividers(Corner corner, double edge, double at, std::vector<Mark>& marks);

/// Adds the scale, with its ticks below, and returns where it ends.
double add_scale(double x, double y, Scale scale, std::vector<Mark>& marks);

}  // namespace headscope::figure
