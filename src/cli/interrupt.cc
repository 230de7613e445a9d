#include "cli/interrupt.h"

#include <fcntl.h>
#include <unistd.h>

#include <csignal>

#include "base/output_file.h"

namespace headscope::cli {
namespace {

extern "C" void clean_up_and_die(int signal) {
  base::remove_unfinished_files();
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

}  // namespace

void prepare_process() noexcept {
  // open() gives the lowest free number, so this fills every hole among 0, 1, 2.
  int descriptor = 0;
  do {
    descriptor = ::open("/dev/null", O_RDONLY);
  } while (descriptor >= 0 && descriptor <= STDERR_FILENO);
  if (descriptor >= 0) ::close(descriptor);

  std::signal(SIGPIPE, SIG_IGN);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    // A caller that ignores a signal (nohup, a background job) wants it ignored.
    if (std::signal(signal, clean_up_and_die) == SIG_IGN) std::signal(signal, SIG_IGN);
  }
}

Interruption::Interruption() noexcept {
  ::sigemptyset(&signals_);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::sigaddset(&signals_, signal);
  ::pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
}

void Interruption::wait() const noexcept {
  int signal = 0;
  while (::sigwait(&signals_, &signal) != 0) {
  }
}

}  // namespace headscope::cli
