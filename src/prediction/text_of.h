// Parts of an encoding's texts.
#pragma once

#include <cstdint>
#include <string>

#include "headscope/encoding.h"

namespace headscope::prediction {

/// The stretch of the text (sequence 0) or the pair (1) that a span covers; "" where the text is
/// not known.
std::string text_of(const Encoding& encoding, std::int32_t sequence, Span span);

}  // namespace headscope::prediction
