#include "cli/browser.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <string>
#include <thread>

#include "headscope/error.h"

extern char** environ;

namespace headscope::cli {
namespace {

#ifdef __APPLE__
constexpr char kOpener[] = "open";
#else
constexpr char kOpener[] = "xdg-open";
#endif

[[noreturn]] void fail(const std::string& target, std::string_view cause) {
  throw Error(fmt::format("{}: cannot be opened in a browser: {}; open it by hand", target, cause));
}

/// The opener's process. Its chatter goes nowhere.
pid_t start_opener(std::string target) {
  std::string opener = kOpener;
  char* arguments[] = {opener.data(), target.data(), nullptr};
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    ::posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0);
  }
  pid_t process = 0;
  const int error = ::posix_spawnp(&process, kOpener, &actions, nullptr, arguments, environ);
  ::posix_spawn_file_actions_destroy(&actions);
  if (error == ENOENT) fail(target, fmt::format("there is no program {}", kOpener));
  if (error != 0) fail(target, fmt::format("{} does not start", kOpener));
  return process;
}

}  // namespace

void open_in_browser(const std::string& target) {
  using namespace std::chrono_literals;
  const pid_t process = start_opener(target);
  // Some openers stay as long as the browser does: then no news is good news.
  for (auto waited = 0ms; waited < 1s; waited += 10ms) {
    int status = 0;
    if (::waitpid(process, &status, WNOHANG) == process) {
      if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        fail(target, fmt::format("{} found no browser", kOpener));
      }
      return;
    }
    std::this_thread::sleep_for(10ms);
  }
}

}  // namespace headscope::cli
