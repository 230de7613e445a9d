// A trace file in the place of a text.
#pragma once

#include <span>

#include "cli/options.h"

namespace headscope::cli {

bool is_trace_file(const TextChoice& choice);

/// A trace file has run already: what only a run can use would be ignored in silence. Throws
/// UsageError when one of the command's options that every run has, or one of `more`, is given.
void refuse_run_options(const CLI::App& command, std::span<const char* const> more);

}  // namespace headscope::cli
