// What the page relies on: right answers however many ask, old requests dropped, a clean end.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "tests/server/client.h"
#include "tests/server/running.h"

namespace headscope::server {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

std::string text_request(std::string_view text, std::string_view more = "") {
  return fmt::format(R"({{"text": "{}"{}}})", text, more);
}

/// 512 tokens, which keep MiniLM busy for a while.
std::string long_text(int number) {
  std::string text = std::to_string(number % 10);
  for (int i = 0; i < 509; ++i) text += " a";
  return text;
}

/// A request that has been sent and whose answer is read later.
class Asked {
 public:
  Asked(int port, std::string_view json) : client_(port) {
    client_.send(post("/live/picture", json, port));
  }
  int status() {
    const auto answer = client_.receive();
    return answer ? answer->status : 0;
  }

 private:
  Client client_;
};

TEST(Live, ThePageForbidsEverythingButItsOwnServer) {
  const Running running;
  const auto page = ask(running.port(), get("/", running.port()));
  ASSERT_TRUE(page);
  EXPECT_EQ(page->status, 200);
  EXPECT_EQ(page->headers.at("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(page->headers.at("cache-control"), "no-store");
  EXPECT_EQ(page->headers.at("x-content-type-options"), "nosniff");
  EXPECT_EQ(page->headers.at("cross-origin-resource-policy"), "same-origin");
  const std::string policy = page->headers.at("content-security-policy");
  EXPECT_THAT(policy, HasSubstr("default-src 'none'"));
  EXPECT_THAT(policy, HasSubstr("connect-src 'self'"));
  EXPECT_THAT(policy, HasSubstr("frame-ancestors 'none'"));
  EXPECT_THAT(policy, testing::Not(HasSubstr("unsafe-eval")));
  EXPECT_FALSE(page->headers.contains("access-control-allow-origin"));
  EXPECT_THAT(page->body, HasSubstr(R"("text":"the river")"));
}

TEST(Live, AnswersAreThoseOfTheModelAlone) {
  Running running;
  Answers alone({.models = {kTinyModel}});
  const std::string json = text_request("the river was cold", R"(, "pair": "so?", "layer": 2)");
  const Request request = parse_request(json);
  Client client(running.port());
  client.send(post("/live/picture", json, running.port()));
  EXPECT_EQ(client.receive()->body, alone.picture(request));
  client.send(post("/live/layer", json, running.port()));
  EXPECT_EQ(client.receive()->body, alone.layer(request));
  client.send(post("/live/vectors", json, running.port()));
  EXPECT_EQ(client.receive()->body, alone.vectors(request));
}

TEST(Live, EightClientsAtOnceGetTheirOwnAnswers) {
  constexpr int kClients = 8;
  constexpr int kTexts = 25;
  Running running;
  const auto text_of = [](int client, int text) {
    return text_request(fmt::format("client {} asks {} times", client, text % 7),
                        fmt::format(R"(, "client": "{}", "number": {})", client, text));
  };
  std::vector<std::vector<std::string>> got(kClients);
  std::vector<std::thread> threads;
  for (int c = 0; c < kClients; ++c) {
    threads.emplace_back([&, c] {
      Client client(running.port());
      for (int text = 0; text < kTexts; ++text) {
        client.send(post("/live/picture", text_of(c, text), running.port()));
        const auto answer = client.receive();
        got[c].push_back(answer ? answer->body : "(closed)");
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  Answers alone({.models = {kTinyModel}});
  for (int c = 0; c < kClients; ++c) {
    for (int text = 0; text < kTexts; ++text) {
      EXPECT_TRUE(got[c][text] == alone.picture(parse_request(text_of(c, text))))
          << c << ", " << text;
    }
  }
}

TEST(Live, ANewerRequestTakesThePlaceOfOneThatWaits) {
  Running running(kMiniLm);
  const int port = running.port();
  expect_alive(port);
  // Others keep the encoder busy while one client types.
  std::vector<std::unique_ptr<Asked>> busy;
  for (int i = 0; i < 3; ++i) {
    busy.push_back(std::make_unique<Asked>(port, text_request(long_text(i))));
  }
  std::this_thread::sleep_for(20ms);
  const auto typed = [&](int number) {
    return text_request(fmt::format("typed {}", number),
                        fmt::format(R"(, "client": "typist", "number": {})", number));
  };
  Asked first(port, typed(1));
  std::this_thread::sleep_for(5ms);
  Asked third(port, typed(3));
  EXPECT_EQ(first.status(), 204);
  Asked too_late(port, typed(2));
  EXPECT_EQ(too_late.status(), 204);
  EXPECT_EQ(third.status(), 200);
  for (const auto& each : busy) EXPECT_EQ(each->status(), 200);
}

TEST(Live, AStopAnswersWhatIsBeingComputedAndEnds) {
  Running running(kMiniLm);
  const int port = running.port();
  expect_alive(port);
  Client idle(port);
  std::vector<std::unique_ptr<Asked>> asked;
  for (int i = 0; i < 4; ++i) {
    asked.push_back(std::make_unique<Asked>(port, text_request(long_text(i))));
  }
  std::this_thread::sleep_for(30ms);
  const auto begin = std::chrono::steady_clock::now();
  running.stop();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 60s) << "four long texts, under a sanitizer";
  EXPECT_TRUE(idle.waits_for_close(1s));
  for (const auto& each : asked) EXPECT_THAT(each->status(), testing::AnyOf(200, 204));
  EXPECT_THROW(Client{port}, std::runtime_error);
}

TEST(Live, AStopThatComesAtOnceIsNotForgotten) {
  for (int i = 0; i < 100; ++i) {
    Running running;
    running.stop();
  }
}

TEST(Live, ThousandsOfEditsLeaveNoMemoryBehind) {
  Running running;
  Client client(running.port());
  const auto type = [&](int edit) {
    const std::string words = fmt::format("edit {} of the river {}", edit, edit * 7919 % 1000);
    client.send(post("/live/picture", text_request(words), running.port()));
    const auto answer = client.receive();
    ASSERT_TRUE(answer) << edit;
    ASSERT_EQ(answer->status, 200);
  };
  for (int edit = 0; edit < 500; ++edit) type(edit);
  const long before = resident_kib("self");
  const std::size_t kept = running.answers().bytes();
  for (int edit = 500; edit < 3500; ++edit) type(edit);
  std::printf("memory after 500 edits %ld KiB, after 3500 %ld KiB\n", before, resident_kib("self"));
  if (!kSanitized) {
    EXPECT_LT(resident_kib("self") - before, 4096);
  }
  EXPECT_LT(running.answers().bytes(), 2 * kept);
}

}  // namespace
}  // namespace headscope::server
