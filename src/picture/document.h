// The data of one text in a page, handed on piece by piece: to a file, to a string, to a socket.
//
//   write_document(trace, {}, 0, [&](std::string_view piece) { html += piece; });
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

#include "headscope/page.h"
#include "headscope/trace.h"

namespace headscope::picture {

using Sink = std::function<void(std::string_view)>;

/// Writes the elements of the page's text `number`, which counts from 0. The same trace and
/// precision give the same bytes, whatever the threads. Nothing reaches the sink before the whole
/// document is known to be possible. Throws Error when the trace cannot be drawn, and whatever the
/// sink throws.
void write_document(const Trace& trace, const PageOptions& options, std::size_t number,
                    const Sink& sink);

}  // namespace headscope::picture
