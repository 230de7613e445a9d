// Whether a trace can be drawn.
#pragma once

#include "headscope/page.h"
#include "headscope/trace.h"

namespace headscope::picture {

/// Throws Error when the trace has no attentions, contradicts itself, has text that is not UTF-8,
/// or has a weight outside 0 to 1 by more than `precision` may be off.
void check_drawable(const Trace& trace, Precision precision);

}  // namespace headscope::picture
