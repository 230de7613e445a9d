// The colours of weights, from white for none to dark blue for all.
#pragma once

#include <string>

namespace headscope::figure {

/// Colour at a place from 0 to 1, as "#rrggbb".
std::string ramp_color(double place);

}  // namespace headscope::figure
