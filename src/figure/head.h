// The head view as a figure: tokens in two columns, the lines between them, and what they mean.
#pragma once

#include "figure/marks.h"
#include "figure/picture.h"

namespace headscope::figure {

Sheet draw_head(const Picture& picture);

}  // namespace headscope::figure
