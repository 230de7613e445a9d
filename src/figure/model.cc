#include "figure/model.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "figure/caption.h"
#include "figure/cells.h"
#include "figure/frame.h"
#include "figure/maps.h"
#include "figure/palette.h"

namespace headscope::figure {
namespace {

constexpr std::size_t kMostSide = 24;
constexpr double kGap = 8;
constexpr double kLeft = 72;
constexpr double kTop = 56;
constexpr double kNameGap = 12;
constexpr double kRampGap = 16;
constexpr double kInset = 4;
constexpr std::size_t kMostLines = 100;  // in a small picture, as in the page
constexpr double kLeastWideRow = 10;

struct Grid {
  Blocks blocks;
  double pitch = 0;  ///< from one picture to the next
  double cell = 0;
  double edge = 0;
};

struct Place {
  Corner corner;
  std::vector<float> weights;  ///< [side, side], -1 where all is hidden
};

Grid lay_out_grid(const Sight& sight) {
  Grid grid{.blocks = blocks_of(sight.rows(), kMostSide)};
  const auto whole = static_cast<double>(width_of(sight.options.width).units);
  const double across = (whole - kMargin - kLeft) / static_cast<double>(sight.trace.heads());
  const double down = kMostHeight / static_cast<double>(sight.trace.layers());
  const auto side = static_cast<double>(grid.blocks.side);
  grid.pitch = std::floor(std::min(across, down));
  grid.cell = std::floor((10 * (grid.pitch - kGap)) / side) / 10;
  grid.edge = grid.cell * side;
  return grid;
}

std::vector<Place> places_in(const Sight& sight, const Grid& grid) {
  std::vector<Place> places;
  for (std::int64_t layer = 0; layer < sight.trace.layers(); ++layer) {
    const Trace stored = stored_layer(sight.trace, layer, sight.precision);
    for (std::int64_t head = 0; head < sight.trace.heads(); ++head) {
      const std::vector<float> map = head_map(stored, head, sight.lens(), sight.units);
      places.push_back({{kLeft + static_cast<double>(head) * grid.pitch,
                         kTop + static_cast<double>(layer) * grid.pitch},
                        strongest_of(map, sight.see, grid.blocks)});
    }
  }
  return places;
}

Text name(std::string text, double x, double y, Anchor anchor) {
  return {
      .x = x, .y = y, .text = std::move(text), .size = kTextSize, .anchor = anchor, .color = kInk2};
}

/// "L3" beside the rows, "H7" above the columns.
void add_names(const Sight& sight, const Grid& grid, std::vector<Mark>& marks) {
  const double middle = grid.edge / 2;
  for (std::int64_t head = 0; head < sight.trace.heads(); ++head) {
    const double x = kLeft + static_cast<double>(head) * grid.pitch + middle;
    marks.emplace_back(name(fmt::format("H{}", head), x, kTop - kNameGap, Anchor::kMiddle));
  }
  for (std::int64_t layer = 0; layer < sight.trace.layers(); ++layer) {
    const double y = kTop + static_cast<double>(layer) * grid.pitch + middle;
    marks.emplace_back(
        name(fmt::format("L{}", layer), kLeft - kNameGap, baseline(y, kTextSize), Anchor::kEnd));
  }
}

Links look_of(int level, double cell) {
  const double weight = static_cast<double>(level) / kLevels;
  const bool wide = cell >= kLeastWideRow;
  return {.color = head_color(0),
          .width = wide ? std::max(1.0, std::min(12.0, 0.6 * cell) * weight) : 1,
          .alpha = wide ? 0.2 + 0.8 * weight : std::max(0.06, weight),
          .lines = {}};
}

Lines lines_of(const Place& place, std::size_t side, double share) {
  const Visibility all{
      .muted = std::vector<bool>(side), .segment = std::vector<int>(side), .allowed = {1, 1, 1, 1}};
  std::vector<float> seen = place.weights;
  for (float& weight : seen) weight = std::max(0.0F, weight);
  return select_lines(seen, all, share, kMostLines);
}

/// The lines of all pictures by their strength, weakest first.
void add_lines(const Sight& sight, const Grid& grid, const std::vector<Place>& places,
               std::vector<Mark>& marks) {
  std::array<Links, kLevels + 1> by_level;
  for (int level = 0; level <= kLevels; ++level) {
    by_level[static_cast<std::size_t>(level)] = look_of(level, grid.cell);
  }
  for (const Place& place : places) {
    const auto [x, y] = place.corner;
    for (const Line& line : lines_of(place, grid.blocks.side, sight.options.lines / 100.0).lines) {
      const auto level = static_cast<std::size_t>(level_of(line.weight, Scale::kLinear));
      by_level[level].lines.push_back({.x0 = x + kInset,
                                       .y0 = y + (static_cast<double>(line.from) + 0.5) * grid.cell,
                                       .x1 = x + grid.edge - kInset,
                                       .y1 = y + (static_cast<double>(line.to) + 0.5) * grid.cell});
    }
  }
  for (Links& links : by_level) {
    if (!links.lines.empty()) marks.emplace_back(std::move(links));
  }
}

void add_maps(const Sight& sight, const Grid& grid, const std::vector<Place>& places,
              std::vector<Mark>& marks) {
  const double split = grid.blocks.place_of(sight.second_text(), grid.cell);
  for (const Place& place : places) {
    const auto [x, y] = place.corner;
    const std::vector<int> levels = levels_of(place.weights, Scale::kSqrt);
    marks.emplace_back(
        Areas{.x = x, .y = y, .cell = grid.cell, .areas = areas_of(levels, grid.blocks.side)});
    add_dividers(place.corner, grid.edge, split, marks);
  }
}

}  // namespace

Sheet draw_model(const Sight& sight) {
  const Grid grid = lay_out_grid(sight);
  const std::vector<Place> places = places_in(sight, grid);
  std::vector<Corner> corners;
  corners.reserve(places.size());
  for (const Place& place : places) corners.push_back(place.corner);
  std::vector<Mark> marks;
  add_names(sight, grid, marks);
  marks.emplace_back(frames_of(corners, grid.edge));
  double bottom = kTop + static_cast<double>(sight.trace.layers()) * grid.pitch;
  if (sight.options.model_lines) {
    add_lines(sight, grid, places, marks);
  } else {
    add_maps(sight, grid, places, marks);
    bottom = add_scale(kLeft, bottom + kRampGap, Scale::kSqrt, marks);
  }
  return frame(sight.options.width, std::move(marks), bottom,
               caption_of_model(sight, grid.blocks.block));
}

}  // namespace headscope::figure
