// How long a forward pass takes on this machine.
//
//   auto model = headscope::Model::load("./bert-base-uncased");
//   for (auto [tokens, min_ms, median_ms] : headscope::bench(model, std::vector<std::int64_t>{8,
//   128})) …
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "headscope/model.h"

namespace headscope {

struct BenchResult {
  std::int64_t tokens;
  double min_ms;
  double median_ms;
};

/// Times `Model::forward` with all attentions for each number of tokens, into a trace that is used
/// again, as the live page does it. Each number of tokens takes at least half a second and seven
/// passes. Throws Error when a number is below 1 or above the model's positions.
std::vector<BenchResult> bench(Model& model, std::span<const std::int64_t> tokens);

}  // namespace headscope
