// The sentences below a figure: what was drawn, how, and how much of it.
#pragma once

#include <string>

#include "figure/picture.h"

namespace headscope::figure {

std::string caption_of_lines(const Picture& picture, bool hairlines);

}  // namespace headscope::figure
