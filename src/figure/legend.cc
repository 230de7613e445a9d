#include "figure/legend.h"

#include <algorithm>
#include <array>
#include <string>

#include "figure/frame.h"
#include "figure/palette.h"
#include "figure/strokes.h"
#include "figure/words.h"

namespace headscope::figure {
namespace {

constexpr double kTop = 67;
constexpr double kRow = 35;
constexpr double kSample = 54;
constexpr double kLabelGap = 11;
constexpr double kSwatch = 20;

struct Sample {
  double weight;
  const char* label;
};
constexpr std::array<Sample, 3> kSamples = {{{0.1, "0.1"}, {0.5, "0.5"}, {1, "1"}}};

Text label(double x, double y, std::string text) {
  return {.x = x + kLabelGap,
          .y = baseline(y, kTextSize),
          .text = std::move(text),
          .size = kTextSize,
          .color = kInk2};
}

Strokes sample(const Columns& columns, double y, double weight, bool hairlines,
               std::string_view color) {
  const double x = columns.legend_x;
  const Stroke stroke{.x0 = x,
                      .y0 = y,
                      .x1 = x + kSample,
                      .y1 = y,
                      .width = stroke_width(columns, weight, hairlines),
                      .alpha = stroke_alpha(weight, hairlines)};
  return {.color = color, .strokes = {stroke}};
}

Rect swatch(double x, double y, std::string_view color) {
  return {.x = x, .y = y - kSwatch / 2, .width = kSwatch, .height = kSwatch, .color = color};
}

/// Names the heads that have a colour of their own; `y` moves below them.
void name_heads(const Picture& picture, double x, double& y, std::vector<Mark>& marks) {
  y += kRow / 2;
  const auto add = [&](std::string_view color, std::string text) {
    marks.emplace_back(swatch(x, y, color));
    marks.emplace_back(label(x + kSwatch, y, std::move(text)));
    y += kRow;
  };
  const auto is_grey = [](const Shown& one) { return one.slot >= kHeadColors.size(); };
  for (const Shown& one : picture.shown) {
    if (!is_grey(one)) add(head_color(one.slot), words::head(one.heads.front()));
  }
  const auto& shown = picture.shown;
  if (std::any_of(shown.begin(), shown.end(), is_grey)) add(kRest, words::other_heads());
}

}  // namespace

Legend draw_legend(const Picture& picture, const Columns& columns, bool hairlines) {
  const double x = columns.legend_x;
  const auto& shown = picture.shown;
  const bool several = shown.size() > 1;
  const std::string_view color =
      several ? kInk : head_color(shown.empty() ? 0 : shown.front().slot);
  std::vector<Mark> marks;
  double y = kTop;
  for (const Sample& one : kSamples) {
    marks.emplace_back(sample(columns, y, one.weight, hairlines, color));
    marks.emplace_back(label(x + kSample, y, one.label));
    y += kRow;
  }
  if (several) name_heads(picture, x, y, marks);
  return {std::move(marks), y - kRow / 2};
}

}  // namespace headscope::figure
