// The model view as a figure: every head in a grid of layers and heads, as a map or as lines.
#pragma once

#include "figure/marks.h"
#include "figure/picture.h"

namespace headscope::figure {

Sheet draw_model(const Sight& sight);

}  // namespace headscope::figure
