// Whether a trace can be drawn.
#pragma once

#include "headscope/page.h"
#include "headscope/trace.h"

namespace headscope::picture {

/// Throws Error when the trace has no attentions, contradicts itself, has text that is not UTF-8,
/// lacks the queries and keys that `options` ask for, or has a weight outside 0 to 1 by more than
/// the precision may be off.
void check_drawable(const Trace& trace, const PageOptions& options);

}  // namespace headscope::picture
