// The process among others: open standard streams, a closed pipe, Ctrl-C.
#pragma once

namespace headscope::cli {

/// Call once, before any file is opened. Afterwards Ctrl-C, a closed terminal and `kill` remove
/// what unfinished output files left, a closed pipe is an error and not the end, and no file that
/// is opened can be taken for a standard stream that the caller had closed.
void prepare_process() noexcept;

}  // namespace headscope::cli
