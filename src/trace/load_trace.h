// One text of a trace file, as numbers.
#pragma once

#include "headscope/trace.h"
#include "trace/stored_text.h"

namespace headscope::trace {

/// Reads the text without its padding. Throws Error when it contradicts itself.
LoadedTrace load(const StoredText& text);

}  // namespace headscope::trace
