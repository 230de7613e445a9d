#include "prediction/sentence.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace headscope::prediction {
namespace {

/// The mean of the last layer's tokens, special ones included, as sentence encoders take it; of
/// length 1, so that the product of two is their cosine.
std::vector<float> mean_of_last_layer(const Tensor& hidden_states) {
  const std::int64_t n = hidden_states.dim(1);
  const auto hidden = static_cast<std::size_t>(hidden_states.dim(2));
  std::vector<double> sum(hidden);
  for (std::int64_t token = 0; token < n; ++token) {
    const std::span<const float> row = hidden_states.at(hidden_states.dim(0) - 1, token);
    for (std::size_t i = 0; i < hidden; ++i) sum[i] += row[i];
  }
  double squares = 0;
  for (const double value : sum) squares += value * value;
  const double length = std::sqrt(squares);
  std::vector<float> mean;
  mean.reserve(hidden);
  for (const double value : sum) {
    mean.push_back(static_cast<float>(length > 0 ? value / length : 0));
  }
  return mean;
}

}  // namespace

SentenceVector sentence(const Trace& trace) {
  const auto pooled = trace.pooled.values();
  return {mean_of_last_layer(trace.hidden_states), {pooled.begin(), pooled.end()}};
}

}  // namespace headscope::prediction
