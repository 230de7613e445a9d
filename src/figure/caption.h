// The sentences below a figure: what was drawn, how, and how much of it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "figure/picture.h"

namespace headscope::figure {

std::string caption_of_lines(const Picture& picture, bool hairlines);

/// `block` weights along each edge of a cell; `largest` is the largest weight that is drawn.
std::string caption_of_maps(const Picture& picture, std::size_t block, std::string_view largest);
std::string caption_of_model(const Sight& sight, std::size_t block);

}  // namespace headscope::figure
