// Who runs next: one at a time, in order, and of one client only the newest.
#include "server/turns.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <thread>
#include <vector>

namespace headscope::server {
namespace {

using namespace std::chrono_literals;

/// A call that waits in another thread: true once it had its turn.
std::future<bool> take_later(Turns& turns, const Asker& asker) {
  return std::async(std::launch::async, [&turns, asker] { return turns.take(asker).has_value(); });
}

bool still_waits(const std::future<bool>& call) {
  return call.wait_for(50ms) == std::future_status::timeout;
}

TEST(Turns, OneAtATime) {
  Turns turns;
  auto turn = turns.take({});
  ASSERT_TRUE(turn);
  auto next = take_later(turns, {});
  EXPECT_TRUE(still_waits(next));
  turn.reset();
  EXPECT_TRUE(next.get());
}

TEST(Turns, ANewerCallOfTheClientTakesThePlace) {
  Turns turns;
  auto turn = turns.take({});
  auto old = take_later(turns, {"a", 1});
  auto other = take_later(turns, {"b", 1});
  ASSERT_TRUE(still_waits(old));
  auto newer = take_later(turns, {"a", 2});
  EXPECT_FALSE(old.get());
  EXPECT_FALSE(turns.take({"a", 1}));  // it comes too late
  EXPECT_TRUE(still_waits(other));
  turn.reset();
  EXPECT_TRUE(newer.get());
  EXPECT_TRUE(other.get());
}

TEST(Turns, CallsWithoutANameReplaceNobody) {
  Turns turns;
  auto turn = turns.take({});
  auto one = take_later(turns, {"", 1});
  auto two = take_later(turns, {"", 2});
  EXPECT_TRUE(still_waits(one));
  EXPECT_TRUE(still_waits(two));
  turn.reset();
  EXPECT_TRUE(one.get());
  EXPECT_TRUE(two.get());
}

TEST(Turns, WhatHasBeenAnsweredOtherwiseIsWithdrawn) {
  Turns turns;
  auto turn = turns.take({});
  auto old = take_later(turns, {"a", 4});
  ASSERT_TRUE(still_waits(old));
  turns.withdraw({"a", 4});  // not older than itself
  turns.withdraw({"b", 9});
  EXPECT_TRUE(still_waits(old));
  turns.withdraw({"a", 5});
  EXPECT_FALSE(old.get());
}

TEST(Turns, NobodyWaitsAfterTheEnd) {
  Turns turns;
  auto turn = turns.take({});
  auto waiting = take_later(turns, {"a", 1});
  ASSERT_TRUE(still_waits(waiting));
  turns.close();
  EXPECT_FALSE(waiting.get());
  EXPECT_FALSE(turns.take({}));
}

TEST(Turns, ManyThreadsNeverRunTogether) {
  Turns turns;
  std::atomic<int> running = 0;
  std::atomic<int> ran = 0;
  std::atomic<bool> together = false;
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      for (std::uint64_t number = 1; number <= 200; ++number) {
        const auto turn = turns.take({std::to_string(t % 4), number});
        if (!turn) continue;
        if (++running != 1) together = true;
        ++ran;
        --running;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_FALSE(together);
  EXPECT_GE(ran, 200);
}

}  // namespace
}  // namespace headscope::server
