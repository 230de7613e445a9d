// The page's HTML, handed on piece by piece: to a file, to a string, to a socket.
//
//   std::string html;
//   write_document(trace, {}, [&](std::string_view piece) { html += piece; });
#pragma once

#include <functional>
#include <string_view>

#include "headscope/page.h"
#include "headscope/trace.h"

namespace headscope::picture {

using Sink = std::function<void(std::string_view)>;

/// The same trace and precision give the same bytes, whatever the threads. Nothing reaches the sink
/// before the whole page is known to be possible. Throws Error when the trace cannot be drawn, and
/// whatever the sink throws.
void write_document(const Trace& trace, const PageOptions& options, const Sink& sink);

}  // namespace headscope::picture
