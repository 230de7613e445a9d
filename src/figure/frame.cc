#include "figure/frame.h"

#include <cmath>
#include <utility>

#include "figure/palette.h"
#include "figure/text_width.h"

namespace headscope::figure {
namespace {

constexpr double kCaptionRow = 34;
constexpr double kCaptionGap = 50;
constexpr double kBottom = 32;

}  // namespace

Sheet frame(ColumnWidth width, std::vector<Mark> picture, double bottom,
            const std::string& caption) {
  const auto [units, inches] = width_of(width);
  Sheet sheet{.width = units, .inches = inches, .title = caption, .marks = std::move(picture)};
  const double first = bottom + kCaptionGap;
  const double room = (static_cast<double>(units) - 2 * kMargin) / kTextSize;
  const std::vector<std::string> lines = wrap_text(caption, room);
  for (std::size_t k = 0; k < lines.size(); ++k) {
    const double y = first + static_cast<double>(k) * kCaptionRow;
    sheet.marks.push_back(
        Text{.x = kMargin, .y = y, .text = lines[k], .size = kTextSize, .color = kInk2});
  }
  const double last = first + (static_cast<double>(lines.size()) - 1) * kCaptionRow;
  sheet.height = static_cast<std::int64_t>(std::ceil(last + kBottom));
  return sheet;
}

}  // namespace headscope::figure
