// A server that runs in the test's own process.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>

#include "server/answers.h"
#include "server/server.h"
#include "tests/server/client.h"

namespace headscope::server {

inline const FoundModel kTinyModel = {HEADSCOPE_TEST_DATA "/tiny/bert", "bert"};
inline const FoundModel kMiniLm = {HEADSCOPE_MINILM, "all-MiniLM-L6-v2"};

class Running {
 public:
  explicit Running(const FoundModel& model = kTinyModel,
                   std::chrono::milliseconds request_time = std::chrono::seconds(10))
      : answers_({.models = {model}}),
        server_(answers_, {.text = "the river"}, {.request_time = request_time}),
        serving_([this] { server_.serve(); }) {}
  ~Running() { stop(); }

  int port() const { return server_.port(); }
  Answers& answers() { return answers_; }

  /// Returns when the server has ended. May be called again.
  void stop() {
    if (!serving_.joinable()) return;
    server_.stop();
    serving_.join();
  }

 private:
  Answers answers_;
  Server server_;
  std::thread serving_;
};

/// Whether it still does what it is for.
inline void expect_alive(int port) {
  const auto answer = ask(port, post("/live/picture", R"({"text": "the river"})", port));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200) << answer->body;
}

}  // namespace headscope::server
