// Numbers over the strongest lines of one head.
#pragma once

#include <span>
#include <vector>

#include "figure/columns.h"
#include "figure/marks.h"
#include "figure/picture.h"

namespace headscope::figure {

/// Adds them where rows have room for them; `lines` are those of `draw_strokes`.
void add_line_numbers(const Picture& picture, const Columns& columns,
                      std::span<const Strokes> lines, std::vector<Mark>& marks);

}  // namespace headscope::figure
