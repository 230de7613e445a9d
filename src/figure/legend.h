// Beside the lines: what three weights look like, and the colours of several heads.
#pragma once

#include <vector>

#include "figure/columns.h"
#include "figure/marks.h"
#include "figure/picture.h"

namespace headscope::figure {

struct Legend {
  std::vector<Mark> marks;
  double bottom = 0;
};

Legend draw_legend(const Picture& picture, const Columns& columns, bool hairlines);

}  // namespace headscope::figure
