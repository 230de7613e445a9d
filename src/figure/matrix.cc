#include "figure/matrix.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "figure/caption.h"
#include "figure/cells.h"
#include "figure/columns.h"
#include "figure/frame.h"
#include "figure/numbers.h"
#include "figure/palette.h"
#include "figure/text_width.h"
#include "figure/words.h"

namespace headscope::figure {
namespace {

constexpr std::size_t kMostSide = 128;  // cells along an edge; a longer text's are blocks
constexpr double kMostCell = 80;
constexpr double kNumberCell = 60;  // cells carry numbers from this size on
constexpr double kNumberSize = 20;
constexpr double kGap = 24;
constexpr double kTitle = 34;
constexpr double kTitleGap = 10;
constexpr double kLabelGap = 10;
constexpr double kLetterRoom = 44;
constexpr double kLetterGap = 16;
constexpr double kLeastSize = 12;
constexpr double kMostLabel = 0.22;  // of the figure's width, for tokens along an edge
constexpr double kRampGap = 24;

struct Grid {
  Blocks blocks;
  std::size_t columns = 1;
  double cell = 0;
  double edge = 0;
  double size = 0;  ///< of the tokens along the edges
  double room = 0;  ///< most of their width
  double left = 0;  ///< where the first map begins
  double top = 0;
  double step_x = 0;  ///< from one map to the next
  double step_y = 0;

  /// From one token to the next.
  double pitch() const { return cell / static_cast<double>(blocks.block); }
};

std::size_t columns_for(std::size_t heads, ColumnWidth width) {
  const bool one = width == ColumnWidth::kOne;
  const std::size_t most = one ? (heads > 4 ? 3 : 2) : (heads > 8 ? 6 : 4);
  return std::clamp<std::size_t>(heads, 1, most);
}

/// What the size of cells follows from.
struct Space {
  double whole = 0;  ///< width of the figure
  double em = 1;     ///< of the widest token
  double letters = 0;
  double title = 0;
  double lines = 1;  ///< of maps
  double columns = 1;
  double side = 1;

  double room_for(double size) const { return std::min(kMostLabel * whole, em * size); }
  double cell_for(double size) const {
    const double taken = 2 * kMargin + room_for(size) + kLabelGap + letters + (columns - 1) * kGap;
    const double wide = (whole - taken) / columns;
    const double high = kMostHeight / lines - kGap - title;
    return std::floor((10 * std::min({kMostCell * side, wide, high})) / side) / 10;
  }
};

Space space_of(const Picture& picture, const Grid& grid) {
  const std::size_t heads = picture.shown.size();
  const std::size_t lines = (heads + grid.columns - 1) / grid.columns;
  Space space{.whole = static_cast<double>(width_of(picture.options.width).units),
              .letters = picture.second_text() > 0 ? kLetterRoom : 0,
              .title = heads > 1 ? kTitle : 0,
              .lines = static_cast<double>(std::max<std::size_t>(1, lines)),
              .columns = static_cast<double>(grid.columns),
              .side = static_cast<double>(grid.blocks.side)};
  for (const std::string& label : picture.labels) {
    space.em = std::max(space.em, text_width(label, true));
  }
  return space;
}

Grid lay_out_maps(const Picture& picture) {
  Grid grid{.blocks = blocks_of(picture.rows(), kMostSide),
            .columns = columns_for(picture.shown.size(), picture.options.width)};
  const Space space = space_of(picture, grid);
  // Smaller cells have smaller tokens, which leave more room for cells.
  grid.size = std::min(kTextSize, std::max(kLeastSize, 0.8 * space.cell_for(kTextSize)));
  grid.cell = space.cell_for(grid.size);
  grid.edge = grid.cell * space.side;
  grid.room = space.room_for(grid.size);
  grid.left = kMargin + grid.room + kLabelGap;
  grid.top = kMargin + space.title;
  grid.step_x = grid.edge + kGap;
  grid.step_y = grid.edge + kGap + space.title;
  return grid;
}

std::vector<Corner> corners_of(const Grid& grid, std::size_t maps) {
  std::vector<Corner> corners;
  corners.reserve(maps);
  for (std::size_t k = 0; k < maps; ++k) {
    const std::size_t column = k % grid.columns;
    const std::size_t line = k / grid.columns;
    corners.emplace_back(grid.left + static_cast<double>(column) * grid.step_x,
                         grid.top + static_cast<double>(line) * grid.step_y);
  }
  return corners;
}

void add_numbers(const Picture& picture, const Grid& grid, std::span<const float> weights,
                 Corner corner, std::vector<Mark>& marks) {
  const std::size_t side = grid.blocks.side;
  for (std::size_t k = 0; k < weights.size(); ++k) {
    // Hidden, or between tokens of different windows.
    if (weights[k] < 0 || (weights[k] == 0 && !picture.trace.windows.empty())) continue;
    const std::size_t from = k / side;
    const std::size_t to = k % side;
    const double middle = corner.second + (static_cast<double>(from) + 0.5) * grid.cell;
    const bool deep = level_of(weights[k], picture.options.scale) >= kDeep;
    marks.emplace_back(Text{.x = corner.first + (static_cast<double>(to) + 0.5) * grid.cell,
                            .y = baseline(middle, kNumberSize),
                            .text = cell_weight(weights[k], picture.precision),
                            .size = kNumberSize,
                            .anchor = Anchor::kMiddle,
                            .color = deep ? kPaper : kInk});
  }
}

/// Cells, their numbers where there is room, and the rules between two texts.
void add_map(const Picture& picture, const Grid& grid, std::span<const float> weights,
             Corner corner, std::vector<Mark>& marks) {
  marks.emplace_back(
      Areas{.x = corner.first,
            .y = corner.second,
            .cell = grid.cell,
            .areas = areas_of(levels_of(weights, picture.options.scale), grid.blocks.side)});
  if (grid.cell >= kNumberCell && grid.blocks.block == 1) {
    add_numbers(picture, grid, weights, corner, marks);
  }
  add_dividers(corner, grid.edge, grid.blocks.place_of(picture.second_text(), grid.cell), marks);
}

Text title_of(const Shown& shown, Corner corner) {
  return {.x = corner.first,
          .y = corner.second - kTitleGap,
          .text = words::head(shown.heads.front()),
          .size = kTextSize,
          .color = kInk};
}

void add_labels(const Picture& picture, const Grid& grid, Side side, Corner corner,
                std::vector<Mark>& marks) {
  const std::vector<std::size_t> pinned =
      picture.options.side == side ? picture.pins : std::vector<std::size_t>{};
  const bool to = side == Side::kTo;
  const auto first = picture.named_first(pinned);
  for (const std::size_t k : readable_rows(picture.rows(), grid.pitch(), first)) {
    const double at = (static_cast<double>(k) + 0.5) * grid.pitch();
    marks.emplace_back(Text{
        .x = to ? baseline(corner.first + at, grid.size) : corner.first - kLabelGap,
        .y = to ? corner.second + grid.edge + kLabelGap : baseline(corner.second + at, grid.size),
        .text = cut_to_width(picture.labels[k], grid.room / grid.size),
        .size = grid.size,
        .anchor = Anchor::kEnd,
        .color = to && picture.see.muted[k] ? kInk3 : kInk,
        .bold = std::find(pinned.begin(), pinned.end(), k) != pinned.end(),
        .upright = to});
  }
}

/// The letters of two texts, at the right.
void add_letters(const Picture& picture, const Grid& grid, Corner corner,
                 std::vector<Mark>& marks) {
  const double split = grid.blocks.place_of(picture.second_text(), grid.cell);
  if (split <= 0) return;
  const auto letter = [&](const char* text, double middle) {
    return Text{.x = corner.first + grid.edge + kLetterGap,
                .y = baseline(corner.second + middle, kTokenSize),
                .text = text,
                .size = kTokenSize,
                .color = kInk2,
                .italic = true};
  };
  marks.emplace_back(letter("A", split / 2));
  marks.emplace_back(letter("B", (split + grid.edge) / 2));
}

}  // namespace

Sheet draw_matrix(const Picture& picture) {
  const Grid grid = lay_out_maps(picture);
  const std::size_t maps = picture.shown.size();
  const std::vector<Corner> corners = corners_of(grid, maps);
  std::vector<Mark> marks = {frames_of(corners, grid.edge)};
  double bottom = grid.top;
  float largest = -1;
  for (std::size_t k = 0; k < maps; ++k) {
    const std::vector<float> weights = strongest_of(picture.shown[k].map, picture.see, grid.blocks);
    largest = std::max(largest, *std::max_element(weights.begin(), weights.end()));
    add_map(picture, grid, weights, corners[k], marks);
    if (maps > 1) marks.emplace_back(title_of(picture.shown[k], corners[k]));
    if (k % grid.columns == 0) add_labels(picture, grid, Side::kFrom, corners[k], marks);
    if (k + grid.columns >= maps) add_labels(picture, grid, Side::kTo, corners[k], marks);
    if (k == grid.columns - 1) add_letters(picture, grid, corners[k], marks);
    bottom = std::max(bottom, corners[k].second + grid.edge);
  }
  bottom =
      add_scale(grid.left, bottom + kLabelGap + grid.room + kRampGap, picture.options.scale, marks);
  return frame(
      picture.options.width, std::move(marks), bottom,
      caption_of_maps(picture, grid.blocks.block, format_weight(largest, 3, picture.precision)));
}

}  // namespace headscope::figure
