// The lines of a head figure: twice as wide as on the screen, where a figure has twice the units.
#pragma once

#include <vector>

#include "figure/columns.h"
#include "figure/marks.h"
#include "figure/picture.h"

namespace headscope::figure {

double stroke_width(const Columns& columns, double weight, bool hairlines);
double stroke_alpha(double weight, bool hairlines);

/// Whether lines are too many, or too close, for widths.
bool are_hairlines(const Picture& picture, const Columns& columns);

/// For each head the chosen lines; then, where rows are pinned, all of their lines that are not
/// next to nothing, at full strength.
std::vector<Strokes> draw_strokes(const Picture& picture, const Columns& columns, bool hairlines);

}  // namespace headscope::figure
