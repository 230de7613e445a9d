// `headscope serve` as a process: it says where it is, ends when it is told to, and does not grow.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "tests/cli/process.h"
#include "tests/server/client.h"

extern char** environ;

namespace headscope::cli {
namespace {

using server::ask;
using server::Client;
using server::post;
using testing::HasSubstr;
using testing::MatchesRegex;

/// A server of its own process, which ends with the test.
class Serving {
 public:
  explicit Serving(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {HEADSCOPE_PROGRAM, "serve", "--no-open"});
    std::vector<char*> pointers;
    for (std::string& argument : arguments) pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    int ends[2];
    if (::pipe(ends) != 0) throw std::runtime_error("no pipe");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    if (posix_spawn(&process_, HEADSCOPE_PROGRAM, &actions, nullptr, pointers.data(), environ)) {
      throw std::runtime_error("the program does not start");
    }
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    for (char letter; ::read(ends[0], &letter, 1) == 1 && letter != '\n';) line_ += letter;
    ::close(ends[0]);
  }
  ~Serving() {
    if (process_ == 0) return;
    ::kill(process_, SIGKILL);
    wait();
  }

  /// What it says when it is ready.
  const std::string& line() const { return line_; }

  int port() const { return std::stoi(line_.substr(line_.rfind(':') + 1)); }
  std::string process() const { return std::to_string(process_); }

  /// Its exit status, or 128 + the signal that ended it.
  int stop(int signal) {
    ::kill(process_, signal);
    return wait();
  }

 private:
  int wait() {
    int status = 0;
    ::waitpid(process_, &status, 0);
    process_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

  pid_t process_ = 0;
  std::string line_;
};

class ServeTest : public ProgramTest {};

TEST_F(ServeTest, SaysWhereItIsAndEndsCleanlyWhenTold) {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    Serving serving({"the river", "--model", kTiny});
    EXPECT_THAT(serving.line(),
                MatchesRegex("Headscope is at http://127.0.0.1:[0-9]+/ until Ctrl-C"));
    Client idle(serving.port());
    const auto page = ask(serving.port(), server::get("/", serving.port()));
    ASSERT_TRUE(page);
    EXPECT_THAT(page->body, HasSubstr(R"("text":"the river")"));
    EXPECT_EQ(serving.stop(signal), 0) << signal;
  }
}

TEST_F(ServeTest, EndsWhenToldAtOnce) {
  for (int i = 0; i < 20; ++i) EXPECT_EQ(Serving({"--model", kTiny}).stop(SIGTERM), 0);
}

TEST_F(ServeTest, ASecondServerOnThePortIsRefusedAndTheFirstGoesOn) {
  Serving serving({"--model", kTiny});
  const std::string port = std::to_string(serving.port());
  expect_refusal(headscope({"serve", "--no-open", "--model", kTiny, "--port", port}), 1,
                 "port " + port + " cannot be had: another program uses it");
  EXPECT_EQ(ask(serving.port(), post("/live/picture", R"({"text": "a"})", serving.port()))->status,
            200);
  EXPECT_EQ(serving.stop(SIGINT), 0);
  Serving again({"--model", kTiny, "--port", port});  // the port is free at once
  EXPECT_EQ(again.port(), std::stoi(port));
}

TEST_F(ServeTest, ThousandsOfEditsLeaveNoMemoryAndNoFileBehind) {
  Serving serving({"--model", kTiny});
  const auto type = [&](int first, int last) {
    for (int edit = first; edit < last; edit += 20) {
      Client client(serving.port());  // a reload now and then
      for (int i = edit; i < edit + 20; ++i) {
        const std::string json = fmt::format(
            R"({{"text": "edit {:03} of the river {:03}", "client": "{}", "number": {}}})",
            i % 1000, i * 7919 % 997, edit, i);
        client.send(post("/live/picture", json, serving.port()));
        const auto answer = client.receive();
        ASSERT_TRUE(answer && answer->status == 200) << i;
      }
    }
  };
  type(0, 2000);
  const long memory = server::resident_kib(serving.process());
  const int files = server::open_files(serving.process());
  type(2000, 6000);
  std::printf("memory after 2000 edits %ld KiB, after 6000 %ld KiB\n", memory,
              server::resident_kib(serving.process()));
  if (!server::kSanitized) {
    EXPECT_LT(server::resident_kib(serving.process()) - memory, 4096);
  }
  EXPECT_LE(server::open_files(serving.process()), files + 1);
  EXPECT_EQ(serving.stop(SIGTERM), 0);
}

}  // namespace
}  // namespace headscope::cli
