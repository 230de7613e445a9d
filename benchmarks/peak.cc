// What the machine can do at most: 32-bit multiply-adds and reads from memory, all threads at once.
//
//   HEADSCOPE_TARGET=AVX2 build/release/benchmarks/peak 2
//   {"target": "AVX2", "threads": 2, "gflops": 231.9, "read_gb_s": 33.1}
//
// The best of many short rounds, so that a busy neighbour does not count.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "headscope/error.h"
#include "headscope/tensor.h"
#include "kernels/target.h"
#include "kernels/thread_pool.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "benchmarks/peak.cc"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace headscope::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

constexpr int kChains = 12;  // more than latency times units of any CPU, and they fit 16 registers

/// `rounds` multiply-adds in each of twelve chains. Returns a number that depends on all. The
/// chains begin apart, at numbers known only at run time, or the compiler would see what they come
/// to.
float MultiplyAdd(std::int64_t rounds, float start) {
  const hn::ScalableTag<float> d;
  const auto factor = hn::Set(d, 0.999f);
  const auto summand = hn::Set(d, 0.001f);
  hn::Vec<decltype(d)> chains[kChains];
  for (auto& chain : chains) chain = hn::Set(d, start += 1.0f);
  for (std::int64_t i = 0; i < rounds; ++i) {
    HWY_UNROLL(12)
    for (auto& chain : chains) chain = hn::MulAdd(chain, factor, summand);
  }
  auto sum = hn::Zero(d);
  for (const auto& chain : chains) sum = hn::Add(sum, chain);
  return hn::GetLane(hn::SumOfLanes(d, sum));
}

std::int64_t FlopsOfRound() { return 2 * kChains * HWY_LANES(float); }

/// Reads `count` floats, a multiple of four vectors.
float Read(const float* data, std::int64_t count) {
  const hn::ScalableTag<float> d;
  const std::int64_t lanes = HWY_LANES(float);
  hn::Vec<decltype(d)> sums[4];
  for (auto& sum : sums) sum = hn::Zero(d);
  for (std::int64_t i = 0; i < count; i += 4 * lanes) {
    for (int k = 0; k < 4; ++k) sums[k] = hn::Add(sums[k], hn::Load(d, data + i + k * lanes));
  }
  const auto sum = hn::Add(hn::Add(sums[0], sums[1]), hn::Add(sums[2], sums[3]));
  return hn::GetLane(hn::SumOfLanes(d, sum));
}

}  // namespace headscope::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace headscope {
namespace {

HWY_EXPORT(MultiplyAdd);
HWY_EXPORT(FlopsOfRound);
HWY_EXPORT(Read);

using Clock = std::chrono::steady_clock;

volatile float sink;        // what is computed must not be optimised away
volatile float source = 1;  // nor be known before

/// The shortest of `rounds` runs of `chunks` equal pieces, in seconds.
template <typename Task>
double best_seconds(int rounds, kernels::ThreadPool& pool, std::int64_t chunks, const Task& task) {
  double best = 1e9;
  for (int round = 0; round < rounds; ++round) {
    const auto begin = Clock::now();
    pool.run(chunks, [&](std::int64_t chunk, int) { sink = task(chunk); });
    best = std::min(best, std::chrono::duration<double>(Clock::now() - begin).count());
  }
  return best;
}

double gflops(kernels::ThreadPool& pool) {
  constexpr std::int64_t kRounds = 20'000;
  const std::int64_t chunks = 10 * pool.threads();
  const auto multiply_add = HWY_DYNAMIC_DISPATCH(MultiplyAdd);
  const double seconds =
      best_seconds(1000, pool, chunks, [&](std::int64_t) { return multiply_add(kRounds, source); });
  const std::int64_t flops = HWY_DYNAMIC_DISPATCH(FlopsOfRound)() * kRounds * chunks;
  return static_cast<double>(flops) / seconds * 1e-9;
}

double read_gb_s(kernels::ThreadPool& pool) {
  constexpr std::int64_t kChunk = 1 << 18;  // floats: 1 MiB
  constexpr std::int64_t kChunks = 512;     // more than any cache here holds
  Tensor memory({kChunks, kChunk});
  std::fill(memory.values().begin(), memory.values().end(), 1.0f);
  const auto read = HWY_DYNAMIC_DISPATCH(Read);
  const double seconds = best_seconds(
      20, pool, kChunks, [&](std::int64_t chunk) { return read(memory.at(chunk).data(), kChunk); });
  return static_cast<double>(memory.size()) * sizeof(float) / seconds * 1e-9;
}

int run(int threads) {
  kernels::use_target_of_environment();
  kernels::ThreadPool pool(threads);
  std::printf("{\"target\": \"%s\", \"threads\": %d, \"gflops\": %.1f, \"read_gb_s\": %.1f}\n",
              kernels::target().c_str(), pool.threads(), gflops(pool), read_gb_s(pool));
  return 0;
}

}  // namespace
}  // namespace headscope

int main(int argc, char** argv) {
  try {
    return headscope::run(argc > 1 ? std::atoi(argv[1]) : 0);
  } catch (const headscope::Error& error) {
    std::fprintf(stderr, "peak: %s\n", error.what());
    return 1;
  }
}
#endif  // HWY_ONCE
