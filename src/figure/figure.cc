#include "headscope/figure.h"

#include <fmt/format.h>

#include <algorithm>

#include "figure/head.h"
#include "figure/matrix.h"
#include "figure/model.h"
#include "figure/picture.h"
#include "figure/svg.h"
#include "headscope/error.h"
#include "picture/check.h"

namespace headscope {
namespace {

void require_head(const Trace& trace, std::int64_t head) {
  if (head >= 0 && head < trace.heads()) return;
  throw Error(fmt::format("there is no head {}; the heads of this model are 0 to {}", head,
                          trace.heads() - 1));
}

void require_options(const Trace& trace, const FigureOptions& options) {
  if (options.layer < 0 || options.layer >= trace.layers()) {
    throw Error(fmt::format("there is no layer {}; the layers of this model are 0 to {}",
                            options.layer, trace.layers() - 1));
  }
  for (const std::int64_t head : options.heads) require_head(trace, head);
  if (options.lens != "raw" && options.lens != "without-specials" && options.lens != "mean") {
    throw Error(
        fmt::format("a figure does not know the lens '{}'; it takes raw, without-specials or mean",
                    options.lens));
  }
  if (options.lines < 50 || options.lines > 100) {
    throw Error(fmt::format("a figure's lines add up to 50 to 100 percent of a row, not {}",
                            options.lines));
  }
}

void require_pins(const figure::Picture& picture) {
  const auto rows = static_cast<std::int64_t>(picture.rows());
  for (const std::int64_t pin : picture.options.pinned) {
    if (pin >= 0 && pin < rows) continue;
    throw Error(
        fmt::format("there is no row {} to pin; the rows of this text are 0 to {}", pin, rows - 1));
  }
}

figure::Sheet draw(const Trace& trace, const FigureOptions& options) {
  if (options.view == FigureView::kModel) {
    return figure::draw_model(figure::make_sight(trace, options));
  }
  const figure::Picture picture = figure::make_picture(trace, options);
  require_pins(picture);
  return options.view == FigureView::kHead ? figure::draw_head(picture)
                                           : figure::draw_matrix(picture);
}

}  // namespace

Figure draw_figure(const Trace& trace, const FigureOptions& options) {
  picture::check_drawable(trace, {});
  require_options(trace, options);
  const figure::Sheet sheet = draw(trace, options);
  return {figure::to_svg(sheet), sheet.title, sheet.width, sheet.height, sheet.inches};
}

std::vector<std::string> figure_rows(const Encoding& encoding, bool whole_words) {
  std::vector<std::string> labels;
  const auto units = whole_words ? figure::whole_words(encoding) : figure::pieces(encoding);
  labels.reserve(units.size());
  for (const figure::Unit& unit : units) labels.push_back(unit.label);
  return labels;
}

}  // namespace headscope
