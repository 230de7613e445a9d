#include "headscope/bench.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "headscope/error.h"

namespace headscope {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kLeastTime{500};
constexpr std::size_t kLeastPasses = 7;

/// An input of `tokens` tokens. What they are does not change the time.
Encoding some_text(std::int64_t tokens, const ModelInfo& info) {
  if (tokens < 1 || tokens > info.max_positions) {
    throw Error(fmt::format("{} tokens cannot be timed: {} takes from 1 to {}", tokens, info.name,
                            info.max_positions));
  }
  Encoding encoding;
  for (std::int64_t i = 0; i < tokens; ++i) {
    encoding.ids.push_back(static_cast<std::int32_t>((i * 7919 + 1000) % info.vocabulary_size));
    encoding.tokens.emplace_back();
    encoding.type_ids.push_back(0);
  }
  return encoding;
}

BenchResult time_passes(Model& model, std::int64_t tokens) {
  const Encoding encoding = some_text(tokens, model.info());
  Trace trace;
  model.forward(encoding, {}, trace);  // buffers grow, threads start

  std::vector<double> times_ms;
  const auto begin = Clock::now();
  while (times_ms.size() < kLeastPasses || Clock::now() - begin < kLeastTime) {
    const auto start = Clock::now();
    model.forward(encoding, {}, trace);
    times_ms.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
  }
  std::sort(times_ms.begin(), times_ms.end());
  return {tokens, times_ms.front(), times_ms[times_ms.size() / 2]};
}

}  // namespace

std::vector<BenchResult> bench(Model& model, std::span<const std::int64_t> tokens) {
  std::vector<BenchResult> results;
  for (const std::int64_t each : tokens) results.push_back(time_passes(model, each));
  return results;
}

}  // namespace headscope
