// A figure as SVG text, with the same bytes as the page's: numbers are rounded by one rule.
#pragma once

#include <string>

#include "figure/marks.h"

namespace headscope::figure {

std::string to_svg(const Sheet& sheet);

}  // namespace headscope::figure
