// SVG text as a PDF or a PNG.
#pragma once

#include <string>

#include "headscope/figure.h"

namespace headscope::figure {

/// A page as large as the figure is in print; its text stays text.
std::string to_pdf(const Figure& figure);

/// `scale` pixels a unit.
std::string to_png(const Figure& figure, double scale);

}  // namespace headscope::figure
