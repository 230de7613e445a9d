// The command line as a whole: which commands there are, and how each end of a run looks outside.
#pragma once

namespace headscope::cli {

/// Runs the command that the arguments name. Returns the exit status: 0 done, 1 the work failed,
/// 2 the command line is wrong. A failure is one sentence on standard error.
int run_program(int argc, char** argv) noexcept;

}  // namespace headscope::cli
