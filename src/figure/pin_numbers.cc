#include "figure/pin_numbers.h"

#include <algorithm>

#include "figure/frame.h"
#include "figure/maps.h"
#include "figure/numbers.h"
#include "figure/palette.h"

namespace headscope::figure {
namespace {

constexpr double kBarRoom = kNumberRoom - 16;
constexpr double kBarHeight = 0.8;  // of a row, for all bars together

void add_bars(const Picture& picture, const Columns& columns, const PinSums& sums, std::size_t k,
              double right, std::vector<Mark>& marks) {
  const double all = kBarHeight * columns.pitch;
  const double height = all / static_cast<double>(sums.size());
  const double left = right - kBarRoom;
  const double top = columns.rows[k] - 0.4 * columns.pitch;
  marks.emplace_back(Rect{.x = left, .y = top, .width = kBarRoom, .height = all, .color = kTrack});
  for (std::size_t i = 0; i < sums.size(); ++i) {
    const double part = kBarRoom * sums[i][k] / static_cast<double>(picture.pins.size());
    marks.emplace_back(Rect{.x = left,
                            .y = top + static_cast<double>(i) * height,
                            .width = std::max(1.0, part),
                            .height = std::max(1.0, height - 1),
                            .color = head_color(picture.shown[i].slot)});
  }
}

Text number(const Picture& picture, const Columns& columns, float weight, std::size_t k,
            double right) {
  const double size = std::min(kTextSize, columns.size);
  return {.x = right,
          .y = baseline(columns.rows[k], size),
          .text = format_weight(weight, 3, picture.precision),
          .size = size,
          .anchor = Anchor::kEnd,
          .color = weight >= kPresent ? kInk : kInk3,
          .bold = weight >= kStrong};
}

}  // namespace

PinSums sum_pins(const Picture& picture) {
  PinSums sums;
  if (picture.pins.empty()) return sums;
  const auto sum = picture.options.side == Side::kFrom ? sum_rows : sum_columns;
  for (const Shown& one : picture.shown) {
    sums.push_back(sum(one.map, picture.rows(), picture.pins));
  }
  return sums;
}

float most_of(const PinSums& sums, std::size_t unit) {
  float most = 0;
  for (const std::vector<float>& sum : sums) most = std::max(most, sum[unit]);
  return most;
}

void add_pin_numbers(const Picture& picture, const Columns& columns, const PinSums& sums,
                     std::vector<Mark>& marks) {
  const bool from = picture.options.side == Side::kFrom;
  const double right = from ? columns.right_number_x : columns.left_number_x;
  const std::vector<float>& first = sums.front();
  std::vector<std::size_t> strong;
  for (std::size_t k = 0; k < first.size(); ++k) {
    if (first[k] >= kStrong) strong.push_back(k);
  }
  for (const std::size_t k : readable_rows(first.size(), columns.pitch, strong)) {
    if (from && picture.see.muted[k]) continue;
    if (sums.size() > 1) {
      add_bars(picture, columns, sums, k, right, marks);
    } else if (picture.trace.windows.empty() || first[k] != 0) {
      // Between tokens of different windows there is no weight.
      marks.emplace_back(number(picture, columns, first[k], k, right));
    }
  }
}

}  // namespace headscope::figure
