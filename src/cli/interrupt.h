// The process among others: open standard streams, a closed pipe, Ctrl-C.
#pragma once

#include <csignal>

namespace headscope::cli {

/// Call once, before any file is opened. Afterwards Ctrl-C, a closed terminal and `kill` remove
/// what unfinished output files left, a closed pipe is an error and not the end, and no file that
/// is opened can be taken for a standard stream that the caller had closed.
void prepare_process() noexcept;

/// Ctrl-C, `kill` and a closed terminal as something to wait for instead of the end: from its
/// making on, which must come before the first thread.
class Interruption {
 public:
  Interruption() noexcept;
  void wait() const noexcept;

 private:
  sigset_t signals_;
};

}  // namespace headscope::cli
