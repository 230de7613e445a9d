#include "figure/cells.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>

#include "figure/frame.h"
#include "figure/numbers.h"
#include "figure/palette.h"
#include "figure/ramp.h"

namespace headscope::figure {
namespace {

constexpr float kHidden = -1;
constexpr int kNothing = 0;  // no attention: not drawn
constexpr double kRampCell = 9;
constexpr double kRampHeight = 2;
constexpr double kFrameWidth = 2;
constexpr std::array<double, 5> kSqrtTicks = {0, 0.1, 0.25, 0.5, 1};
constexpr std::array<double, 5> kLinearTicks = {0, 0.25, 0.5, 0.75, 1};

std::string color_of(int level) {
  return level < 0 ? std::string(kTrack) : ramp_color(static_cast<double>(level) / kLevels);
}

float strongest_in(std::span<const float> map, const Visibility& see, std::size_t block,
                   std::size_t from, std::size_t to) {
  const std::size_t n = see.muted.size();
  float best = kHidden;
  for (std::size_t i = from; i < std::min(n, from + block); ++i) {
    for (std::size_t j = to; j < std::min(n, to + block); ++j) {
      if (see.is_visible(i, j)) best = std::max(best, map[i * n + j]);
    }
  }
  return best;
}

/// How far the rectangle of one level goes that begins at cell `k`: cells across and down.
std::pair<std::size_t, std::size_t> reach_of(const std::vector<int>& levels, std::size_t side,
                                             std::size_t k) {
  const int level = levels[k];
  const std::size_t x = k % side;
  std::size_t wide = 1;
  while (x + wide < side && levels[k + wide] == level) ++wide;
  std::size_t high = 1;
  for (std::size_t begin = k + side; begin < levels.size(); begin += side, ++high) {
    const auto row = levels.begin() + static_cast<std::ptrdiff_t>(begin);
    const bool whole = std::all_of(row, row + static_cast<std::ptrdiff_t>(wide),
                                   [&](int other) { return other == level; });
    if (!whole) break;
  }
  return {wide, high};
}

std::vector<Cells> squares(std::span<const Corner> corners, double edge, double by) {
  std::vector<Cells> all;
  all.reserve(corners.size());
  for (const auto& [x, y] : corners) {
    all.push_back({x - by, y - by, edge + 2 * by, edge + 2 * by});
  }
  return all;
}

}  // namespace

Blocks blocks_of(std::size_t units, std::size_t most) {
  const std::size_t block = (units + most - 1) / most;
  return {block, (units + block - 1) / block};
}

std::vector<float> strongest_of(std::span<const float> map, const Visibility& see, Blocks blocks) {
  const auto [block, side] = blocks;
  std::vector<float> strongest(side * side);
  for (std::size_t k = 0; k < strongest.size(); ++k) {
    strongest[k] = strongest_in(map, see, block, k / side * block, k % side * block);
  }
  return strongest;
}

int level_of(float weight, Scale scale) {
  if (weight < 0) return -1;
  const double seen = std::min(1.0, static_cast<double>(weight));
  return static_cast<int>(
      std::floor(kLevels * (scale == Scale::kSqrt ? std::sqrt(seen) : seen) + 0.5));
}

std::vector<int> levels_of(std::span<const float> weights, Scale scale) {
  std::vector<int> levels(weights.size());
  std::transform(weights.begin(), weights.end(), levels.begin(),
                 [=](float weight) { return level_of(weight, scale); });
  return levels;
}

std::vector<Area> areas_of(std::vector<int> levels, std::size_t side) {
  std::map<int, std::vector<Cells>> found;
  for (std::size_t k = 0; k < levels.size(); ++k) {
    const int level = levels[k];
    if (level == kNothing) continue;
    const auto [wide, high] = reach_of(levels, side, k);
    for (std::size_t row = 0; row < high; ++row) {
      const auto begin = levels.begin() + static_cast<std::ptrdiff_t>(k + row * side);
      std::fill(begin, begin + static_cast<std::ptrdiff_t>(wide), kNothing);
    }
    const std::size_t x = k % side;
    const std::size_t y = k / side;
    found[level].push_back({static_cast<double>(x), static_cast<double>(y),
                            static_cast<double>(wide), static_cast<double>(high)});
  }
  std::vector<Area> areas;
  areas.reserve(found.size());
  for (auto& [level, rects] : found) areas.push_back({color_of(level), std::move(rects)});
  return areas;
}

Areas frames_of(std::span<const Corner> corners, double edge) {
  return {.areas = {{std::string(kDivider), squares(corners, edge, kFrameWidth)},
                    {std::string(kPaper), squares(corners, edge, 0)}}};
}

void add_dividers(Corner corner, double edge, double at, std::vector<Mark>& marks) {
  if (at <= 0) return;
  const auto [x, y] = corner;
  marks.emplace_back(Rect{.x = x, .y = y + at - 1, .width = edge, .height = 2, .color = kInk3});
  marks.emplace_back(Rect{.x = x + at - 1, .y = y, .width = 2, .height = edge, .color = kInk3});
}

double add_scale(double x, double y, Scale scale, std::vector<Mark>& marks) {
  Areas bar{.x = x, .y = y, .cell = kRampCell, .areas = {}};
  for (int k = 0; k <= kLevels; ++k) {
    bar.areas.push_back({color_of(k), {{static_cast<double>(k), 0, 1, kRampHeight}}});
  }
  marks.emplace_back(std::move(bar));
  const double bottom = y + kRampCell * kRampHeight + kTextSize;
  for (const double tick : scale == Scale::kSqrt ? kSqrtTicks : kLinearTicks) {
    const double place = scale == Scale::kSqrt ? std::sqrt(tick) : tick;
    marks.emplace_back(Text{.x = x + kRampCell / 2 + kLevels * kRampCell * place,
                            .y = bottom,
                            .text = decimal(tick, 2),
                            .size = kTextSize - 2,
                            .anchor = Anchor::kMiddle,
                            .color = kInk2});
  }
  return bottom;
}

}  // namespace headscope::figure
