#include "figure/head.h"

#include <algorithm>
#include <utility>

#include "figure/caption.h"
#include "figure/columns.h"
#include "figure/frame.h"
#include "figure/legend.h"
#include "figure/line_numbers.h"
#include "figure/palette.h"
#include "figure/pin_numbers.h"
#include "figure/strokes.h"
#include "figure/text_width.h"

namespace headscope::figure {
namespace {

constexpr double kFieldMargin = 6;  // of the field that a pinned token stands on

/// The field that a pinned token stands on.
Rect behind(const Text& token, double height, double middle) {
  const double width = text_width(token.text, true) * token.size + 2 * kFieldMargin;
  const bool ends = token.anchor == Anchor::kEnd;
  return {.x = ends ? token.x + kFieldMargin - width : token.x - kFieldMargin,
          .y = middle - height / 2,
          .width = width,
          .height = height,
          .color = kAccentSoft};
}

Text letter(const Columns& columns, std::string text, double top, double end) {
  return {.x = columns.letter_x,
          .y = baseline((top + end) / 2, kTokenSize),
          .text = std::move(text),
          .size = kTokenSize,
          .anchor = Anchor::kEnd,
          .color = kInk2,
          .italic = true};
}

/// Where two texts meet: a rule beside each column, and the letters of the texts.
void add_texts(const Columns& columns, std::vector<Mark>& marks) {
  if (!columns.gap) return;
  const double y = columns.gap->y;
  const auto rule = [&](double x) {
    return Rect{.x = x, .y = y - 1, .width = columns.rule_reach, .height = 2, .color = kDivider};
  };
  marks.emplace_back(rule(columns.from_x - columns.rule_reach));
  marks.emplace_back(rule(columns.to_x));
  marks.emplace_back(letter(columns, "A", columns.rows.front() - columns.pitch / 2, y));
  marks.emplace_back(letter(columns, "B", y, columns.bottom));
}

/// How a token stands in its column.
struct Standing {
  bool pinned = false;
  bool bold = false;
  bool faint = false;
};

Standing standing_of(const Picture& picture, const PinSums& sums, Side side, std::size_t k) {
  const bool muted = side == Side::kTo && picture.see.muted[k];
  if (sums.empty()) return {.faint = muted};
  if (side != picture.options.side) {
    const float most = most_of(sums, k);
    return {.bold = most >= kStrong, .faint = muted || most < kPresent};
  }
  const bool pinned = std::find(picture.pins.begin(), picture.pins.end(), k) != picture.pins.end();
  return {.pinned = pinned, .bold = pinned, .faint = muted || !pinned};
}

void add_tokens(const Picture& picture, const Columns& columns, const PinSums& sums, Side side,
                std::vector<Mark>& marks) {
  const bool from = side == Side::kFrom;
  const double size = columns.size;
  const bool pinned_side = !sums.empty() && side == picture.options.side;
  const auto first = picture.named_first(pinned_side ? picture.pins : std::vector<std::size_t>{});
  for (const std::size_t k : readable_rows(picture.rows(), columns.pitch, first)) {
    const Standing standing = standing_of(picture, sums, side, k);
    Text token{.x = from ? columns.from_x : columns.to_x,
               .y = baseline(columns.rows[k], size),
               .text = cut_to_width(picture.labels[k], columns.room / size),
               .size = size,
               .anchor = from ? Anchor::kEnd : Anchor::kStart,
               .color = standing.faint ? kInk3 : kInk,
               .bold = standing.bold};
    if (standing.pinned) {
      marks.emplace_back(behind(token, std::min(columns.pitch, 1.35 * size), columns.rows[k]));
    }
    marks.emplace_back(std::move(token));
  }
}

}  // namespace

Sheet draw_head(const Picture& picture) {
  const Columns columns = lay_out(picture);
  const bool hairlines = are_hairlines(picture, columns);
  const std::vector<Strokes> lines = draw_strokes(picture, columns, hairlines);
  const PinSums sums = sum_pins(picture);
  std::vector<Mark> marks(lines.begin(), lines.end());
  if (sums.empty() && !hairlines) add_line_numbers(picture, columns, lines, marks);
  add_texts(columns, marks);
  add_tokens(picture, columns, sums, Side::kFrom, marks);
  add_tokens(picture, columns, sums, Side::kTo, marks);
  if (!sums.empty()) add_pin_numbers(picture, columns, sums, marks);
  Legend legend = draw_legend(picture, columns, hairlines);
  marks.insert(marks.end(), std::make_move_iterator(legend.marks.begin()),
               std::make_move_iterator(legend.marks.end()));
  return frame(picture.options.width, std::move(marks), std::max(columns.bottom, legend.bottom),
               caption_of_lines(picture, hairlines));
}

}  // namespace headscope::figure
