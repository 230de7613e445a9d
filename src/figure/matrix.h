// The matrix view as a figure: a map for each head, tokens along the outer edges, and the scale.
#pragma once

#include "figure/marks.h"
#include "figure/picture.h"

namespace headscope::figure {

Sheet draw_matrix(const Picture& picture);

}  // namespace headscope::figure
