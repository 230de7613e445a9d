#include "kernels/thread_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include "base/cpus.h"
#include "tests/kernels/support.h"

namespace headscope::kernels {
namespace {

using std::chrono::milliseconds;

class ThreadPoolTest : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Threads, ThreadPoolTest, testing::Values(1, 2, 3, 4));

TEST_P(ThreadPoolTest, CallsEveryChunkOnceFromWorkersThatThereAre) {
  ThreadPool pool(GetParam());
  EXPECT_EQ(pool.threads(), GetParam());
  for (const std::int64_t chunks : {0, 1, 2, 3, 7, 64, 1000}) {
    std::vector<std::atomic<int>> calls(static_cast<std::size_t>(chunks));
    std::atomic<int> strangers = 0;
    pool.run(chunks, [&](std::int64_t chunk, int worker) {
      calls.at(static_cast<std::size_t>(chunk)).fetch_add(1);
      if (worker < 0 || worker >= pool.threads()) strangers.fetch_add(1);
    });
    for (const auto& count : calls) ASSERT_EQ(count.load(), 1) << chunks << " chunks";
    EXPECT_EQ(strangers.load(), 0);
  }
}

// Plain memory, so that the thread sanitizer sees whether results are handed over in order.
TEST_P(ThreadPoolTest, WhatChunksWroteIsThereWhenRunReturns) {
  ThreadPool pool(GetParam());
  std::vector<std::int64_t> values(37, 0);
  const int jobs = kShort ? 2'000 : 20'000;
  for (int job = 0; job < jobs; ++job) {
    pool.run(37,
             [&](std::int64_t chunk, int) { values[static_cast<std::size_t>(chunk)] += chunk; });
    ASSERT_EQ(values[36], 36 * (job + 1));
  }
  for (std::int64_t i = 0; i < 37; ++i) EXPECT_EQ(values[static_cast<std::size_t>(i)], i * jobs);
}

TEST_P(ThreadPoolTest, ManyTinyJobsOfChangingSize) {
  ThreadPool pool(GetParam());
  std::int64_t expected = 0;
  std::atomic<std::int64_t> sum = 0;
  for (int job = 0; job < (kShort ? 5'000 : 50'000); ++job) {
    const std::int64_t chunks = job % 5;
    expected += chunks * (chunks + 1) / 2;
    pool.run(chunks,
             [&](std::int64_t chunk, int) { sum.fetch_add(chunk + 1, std::memory_order_relaxed); });
  }
  EXPECT_EQ(sum.load(), expected);
}

TEST_P(ThreadPoolTest, OneWorkerDoesOneChunkAtATime) {
  ThreadPool pool(GetParam());
  std::vector<int> inside(static_cast<std::size_t>(GetParam()), 0);  // plain: one thread for each
  std::atomic<int> overlaps = 0;
  pool.run(500, [&](std::int64_t, int worker) {
    int& mine = inside[static_cast<std::size_t>(worker)];
    if (mine++ != 0) overlaps.fetch_add(1);
    std::this_thread::yield();
    --mine;
  });
  EXPECT_EQ(overlaps.load(), 0);
}

TEST_P(ThreadPoolTest, WorkersThatSleepWakeUp) {
  ThreadPool pool(GetParam());
  for (int job = 0; job < 5; ++job) {
    std::atomic<int> calls = 0;
    pool.run(8, [&](std::int64_t, int) { calls.fetch_add(1); });
    EXPECT_EQ(calls.load(), 8);
    std::this_thread::sleep_for(milliseconds(20));
  }
}

TEST_P(ThreadPoolTest, CallerWaitsForChunksThatOthersTook) {
  ThreadPool pool(GetParam());
  std::atomic<int> done = 0;
  pool.run(GetParam(), [&](std::int64_t, int worker) {
    if (worker != 0) std::this_thread::sleep_for(milliseconds(30));
    done.fetch_add(1);
  });
  EXPECT_EQ(done.load(), GetParam());
}

TEST_P(ThreadPoolTest, GoesAwayWhileIdleAsleepOrNeverUsed) {
  for (int round = 0; round < 20; ++round) {
    ThreadPool unused(GetParam());
    ThreadPool pool(GetParam());
    std::atomic<int> calls = 0;
    pool.run(4, [&](std::int64_t, int) { calls.fetch_add(1); });
    if (round % 4 == 0) std::this_thread::sleep_for(milliseconds(5));
    EXPECT_EQ(calls.load(), 4);
  }
}

TEST(ThreadPool, SharesTheWorkWhenThereIsEnough) {
  ThreadPool pool(2);
  std::atomic<int> helped = 0;
  // The caller holds its first chunk until a worker has come, which must happen.
  pool.run(2, [&](std::int64_t, int worker) {
    if (worker != 0) helped.fetch_add(1);
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (helped.load() == 0 && std::chrono::steady_clock::now() < give_up) {
      std::this_thread::yield();
    }
  });
  EXPECT_GE(helped.load(), 1);
}

TEST(ThreadPool, TwoPoolsWorkAtOnce) {
  const auto work = [](std::int64_t* result) {
    ThreadPool pool(3);
    std::atomic<std::int64_t> sum = 0;
    for (int job = 0; job < (kShort ? 300 : 3'000); ++job) {
      pool.run(10, [&](std::int64_t chunk, int) { sum.fetch_add(chunk); });
    }
    *result = sum.load();
  };
  std::int64_t first = 0;
  std::int64_t second = 0;
  std::thread other(work, &second);
  work(&first);
  other.join();
  EXPECT_EQ(first, 45 * (kShort ? 300 : 3'000));
  EXPECT_EQ(second, first);
}

TEST(ThreadPool, APoolCanBeUsedInsideAnothersTask) {
  ThreadPool outer(2);
  std::atomic<int> calls = 0;
  outer.run(4, [&](std::int64_t, int) {
    ThreadPool inner(2);
    inner.run(5, [&](std::int64_t, int) { calls.fetch_add(1); });
  });
  EXPECT_EQ(calls.load(), 20);
}

TEST(ThreadPool, ZeroMeansEveryCpuOfTheProcess) {
  EXPECT_EQ(ThreadPool(0).threads(), base::usable_cpus());
  EXPECT_GE(ThreadPool(0).threads(), 1);
}

}  // namespace
}  // namespace headscope::kernels
