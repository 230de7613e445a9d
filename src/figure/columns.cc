#include "figure/columns.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "figure/frame.h"
#include "figure/text_width.h"

namespace headscope::figure {
namespace {

constexpr double kTop = 46;
constexpr double kPitch = 41;
constexpr double kTextGap = 20;
constexpr double kLineGap = 16;
constexpr double kLeastSpan = 200;
constexpr double kLetterRoom = 56;  // for the letters of two texts
constexpr double kLetterGap = 14;
constexpr double kLegendGap = 80;  // between the columns and the legend, where there is room
constexpr double kLeastGap = 24;
constexpr double kRuleReach = 30;
constexpr double kNumberGap = 12;
constexpr double kHeadStep = 10;
constexpr double kLeastPitch = 15;  // of tokens that can be read

constexpr double most_span(ColumnWidth width) { return width == ColumnWidth::kOne ? 360 : 720; }

/// Heights: rows and the gap between two texts.
void place_rows(const Picture& picture, Columns& columns) {
  const std::size_t n = picture.rows();
  columns.pitch = std::min(kPitch, kMostHeight / static_cast<double>(n));
  columns.size = std::min(kTokenSize, std::max(kTextSize / 2, 0.7 * columns.pitch));
  const std::size_t split = picture.second_text();
  const bool parted = split > 0;
  const double gap = kTextGap * std::min(1.0, columns.pitch / kPitch);
  for (std::size_t k = 0; k < n; ++k) {
    columns.rows.push_back(kTop + (static_cast<double>(k) + 0.5) * columns.pitch +
                           (parted && k >= split ? gap : 0));
  }
  columns.bottom = columns.rows.back() + columns.pitch / 2;
  if (!parted) return;
  columns.gap = Gap{kTop + static_cast<double>(split) * columns.pitch + gap / 2, split};
}

/// Room for numbers beside the columns.
struct NumberRooms {
  double left = 0;
  double right = 0;
};

NumberRooms number_rooms(const Picture& picture) {
  if (picture.pins.empty()) return {};
  const bool from = picture.options.side == Side::kFrom;
  return {from ? 0 : kNumberRoom, from ? kNumberRoom : 0};
}

double widest_label(const Picture& picture) {
  double em = 1;
  for (const std::string& label : picture.labels) em = std::max(em, text_width(label, true));
  return em;
}

/// From left to right: letters, numbers, tokens, lines, tokens, numbers, legend.
void place_columns(const Picture& picture, Columns& columns) {
  const ColumnWidth width = picture.options.width;
  const auto whole = static_cast<double>(width_of(width).units);
  const NumberRooms numbers = number_rooms(picture);
  const double letters = columns.gap ? kLetterRoom : 0;
  const double fixed = 2 * kMargin + letters + numbers.left + numbers.right + 2 * kLineGap +
                       kLeastGap + kLegendWidth;
  columns.room = (whole - fixed - kLeastSpan) / 2;
  const double widest = std::min(columns.room, widest_label(picture) * columns.size);
  const double span = std::min(most_span(width), whole - fixed - 2 * widest);
  const double left = kMargin + letters + (whole - fixed - 2 * widest - span) / 2;

  columns.from_x = left + numbers.left + widest;
  columns.line_left = columns.from_x + kLineGap;
  columns.line_right = columns.line_left + span;
  columns.to_x = columns.line_right + kLineGap;
  const double right = columns.to_x + widest + numbers.right;
  columns.rule_reach = widest + kRuleReach;
  columns.letter_x = std::min(columns.from_x - widest - kRuleReach, left) - kLetterGap;
  columns.left_number_x = left + numbers.left - kNumberGap;
  columns.right_number_x = right;
  columns.legend_x = std::min(whole - kMargin - kLegendWidth, right + kLegendGap);
}

double head_step(std::size_t heads, double pitch) {
  if (heads < 2) return 0;
  return std::min(kHeadStep, (pitch * 0.8) / static_cast<double>(heads - 1));
}

}  // namespace

Columns lay_out(const Picture& picture) {
  Columns columns;
  place_rows(picture, columns);
  place_columns(picture, columns);
  columns.head_step = head_step(picture.shown.size(), columns.pitch);
  if (picture.shown.size() > 1) columns.thin = columns.head_step / kHeadStep;
  return columns;
}

std::vector<std::size_t> readable_rows(std::size_t rows, double pitch,
                                       std::vector<std::size_t> first) {
  std::vector<std::size_t> kept;
  if (pitch >= kLeastPitch) {
    kept.resize(rows);
    std::iota(kept.begin(), kept.end(), 0);
    return kept;
  }
  const auto step = static_cast<std::size_t>(std::ceil(kLeastPitch / pitch));
  for (std::size_t k = 0; k < rows; k += step) first.push_back(k);
  for (const std::size_t k : first) {
    const bool free = std::all_of(kept.begin(), kept.end(), [&](std::size_t other) {
      return static_cast<double>(other > k ? other - k : k - other) * pitch >= kLeastPitch;
    });
    if (free) kept.push_back(k);
  }
  std::sort(kept.begin(), kept.end());
  return kept;
}

}  // namespace headscope::figure
