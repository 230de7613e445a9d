#include "figure/strokes.h"

#include <algorithm>

#include "figure/palette.h"

namespace headscope::figure {
namespace {

constexpr double kScale = 2;
constexpr double kLeastWidth = 1;
constexpr std::size_t kHairlinesAbove = 2500;  // lines
// Lines as wide as their weight would run into each other in rows lower than this.
constexpr double kLeastWideRow = 12;
constexpr double kDimmed = 0.22;        // all lines but those of pinned tokens
constexpr double kPinnedLeast = 0.005;  // of those, lines above this weight are drawn

/// Where a line of the k-th head goes.
Stroke place(const Picture& picture, const Columns& columns, std::size_t k, const Line& line) {
  const double middle = static_cast<double>(picture.shown.size() - 1) / 2;
  const double offset = (static_cast<double>(k) - middle) * columns.head_step;
  return {.x0 = columns.line_left,
          .y0 = columns.rows[line.from] + offset,
          .x1 = columns.line_right,
          .y1 = columns.rows[line.to] + offset};
}

/// Weakest first.
std::vector<Line> pinned_lines(const Picture& picture, const std::vector<float>& map) {
  const std::size_t n = picture.rows();
  const bool is_from = picture.options.side == Side::kFrom;
  std::vector<Line> found;
  for (const std::size_t pin : picture.pins) {
    for (std::size_t other = 0; other < n; ++other) {
      const std::size_t from = is_from ? pin : other;
      const std::size_t to = is_from ? other : pin;
      const float weight = map[from * n + to];
      if (weight > kPinnedLeast && picture.see.is_visible(from, to)) {
        found.push_back({from, to, weight});
      }
    }
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Line& a, const Line& b) { return a.weight < b.weight; });
  return found;
}

Strokes chosen(const Picture& picture, const Columns& columns, std::size_t k, bool hairlines) {
  const Shown& one = picture.shown[k];
  Strokes marks{.color = head_color(one.slot),
                .alpha = picture.pins.empty() ? 1 : kDimmed,
                .mixes = picture.shown.size() > 1,
                .strokes = {}};
  for (const Line& line : one.lines.lines) {
    Stroke stroke = place(picture, columns, k, line);
    stroke.width = stroke_width(columns, line.weight, hairlines);
    stroke.alpha = stroke_alpha(line.weight, hairlines);
    marks.strokes.push_back(stroke);
  }
  return marks;
}

Strokes pinned(const Picture& picture, const Columns& columns, std::size_t k) {
  const Shown& one = picture.shown[k];
  const bool mixes = picture.shown.size() > 1;
  Strokes marks{.color = head_color(one.slot), .mixes = mixes, .strokes = {}};
  for (const Line& line : pinned_lines(picture, one.map)) {
    Stroke stroke = place(picture, columns, k, line);
    stroke.width = stroke_width(columns, line.weight, false);
    // Of several heads thin lines would be black where they cross.
    if (mixes) stroke.alpha = stroke_alpha(line.weight, false);
    marks.strokes.push_back(stroke);
  }
  return marks;
}

}  // namespace

double stroke_width(const Columns& columns, double weight, bool hairlines) {
  const double on_screen = hairlines ? 0.75 : std::max(0.5, 6 * weight);
  return std::max(kLeastWidth, kScale * on_screen * columns.thin);
}

double stroke_alpha(double weight, bool hairlines) {
  const double share = std::min(1.0, weight);
  return hairlines ? std::max(0.06, share) : 0.2 + 0.8 * share;
}

bool are_hairlines(const Picture& picture, const Columns& columns) {
  return picture.total_lines() > kHairlinesAbove || columns.pitch < kLeastWideRow;
}

std::vector<Strokes> draw_strokes(const Picture& picture, const Columns& columns, bool hairlines) {
  std::vector<Strokes> marks;
  const std::size_t heads = picture.shown.size();
  for (std::size_t k = 0; k < heads; ++k) marks.push_back(chosen(picture, columns, k, hairlines));
  if (picture.pins.empty()) return marks;
  for (std::size_t k = 0; k < heads; ++k) marks.push_back(pinned(picture, columns, k));
  return marks;
}

}  // namespace headscope::figure
