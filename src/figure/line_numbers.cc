#include "figure/line_numbers.h"

#include <algorithm>
#include <cmath>

#include "figure/frame.h"
#include "figure/numbers.h"
#include "figure/palette.h"

namespace headscope::figure {
namespace {

constexpr double kLeastNumber = 0.4;
constexpr std::size_t kMostNumbers = 12;
constexpr double kLeastNumberRow = 30;
constexpr double kAlong = 0.3;  // of the line, from its left end
constexpr double kApart = 40;
constexpr double kAbove = 6;  // the line

}  // namespace

void add_line_numbers(const Picture& picture, const Columns& columns,
                      std::span<const Strokes> lines, std::vector<Mark>& marks) {
  if (picture.shown.size() != 1 || columns.pitch < kLeastNumberRow) return;
  const std::vector<Line>& drawn = picture.shown.front().lines.lines;
  std::vector<double> taken;
  for (std::size_t k = drawn.size(); k-- > 0 && taken.size() < kMostNumbers;) {
    if (static_cast<double>(drawn[k].weight) < kLeastNumber) break;
    const Stroke& line = lines.front().strokes[k];
    const double y = line.y0 + kAlong * (line.y1 - line.y0) - line.width / 2 - kAbove;
    if (std::any_of(taken.begin(), taken.end(),
                    [&](double other) { return std::abs(other - y) < kApart; })) {
      continue;
    }
    taken.push_back(y);
    marks.emplace_back(Text{.x = line.x0 + kAlong * (line.x1 - line.x0),
                            .y = y,
                            .text = format_weight(drawn[k].weight, 2, picture.precision),
                            .size = kTextSize,
                            .anchor = Anchor::kMiddle,
                            .color = kInk,
                            .halo = true});
  }
}

}  // namespace headscope::figure
