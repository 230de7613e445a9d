#include "encoder/deberta_distances.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace headscope::encoder {

std::int64_t bucket_of_distance(std::int64_t distance, const DebertaConfig& config) {
  const std::int64_t middle = config.buckets / 2;
  const std::int64_t length = std::abs(distance);
  if (config.buckets == 0 || length <= middle) return distance;
  // Single precision and a ceiling, as the weights were trained with it.
  const auto log = [](double ratio) { return std::log(static_cast<float>(ratio)); };
  const auto near = static_cast<double>(middle);
  const float share = log(static_cast<double>(length) / near) /
                      log(static_cast<double>(config.furthest - 1) / near);
  const auto beyond = static_cast<std::int64_t>(std::ceil(share * static_cast<float>(middle - 1)));
  return (distance < 0 ? -1 : 1) * (middle + beyond);
}

DebertaDistances::DebertaDistances(WeightLoader& loader, const WeightLoader::Scope& scope,
                                   const DebertaConfig& config, kernels::ThreadPool& pool)
    : config_(config),
      all_(loader.matrix(scope.scope("rel_embeddings"), config.distances(),
                         config.sizes.hidden_size)) {
  if (!config.normalises_distances) return;
  const kernels::LayerNorm norm = loader.layer_norm(
      scope.scope("LayerNorm"), config.sizes.hidden_size, config.sizes.layer_norm_epsilon);
  const kernels::Rows rows{all_.data(), config.distances(), config.sizes.hidden_size};
  kernels::layer_norm(rows, norm, rows, pool);
}

bool DebertaDistances::reserve(std::int64_t tokens) {
  if (tokens <= tokens_) return false;
  tokens_ = tokens;
  const std::int64_t span = config_.span();
  index_.clear();
  for (std::int64_t distance = 1 - tokens; distance < tokens; ++distance) {
    const std::int64_t vector = span + bucket_of_distance(distance, config_);
    index_.push_back(static_cast<std::int32_t>(std::clamp<std::int64_t>(vector, 0, 2 * span - 1)));
  }
  // Not those of the furthest distances: with more buckets than distances, buckets run backwards.
  const auto [first, last] = std::minmax_element(index_.begin(), index_.end());
  first_ = *first;
  count_ = *last - first_ + 1;
  for (std::int32_t& vector : index_) vector -= static_cast<std::int32_t>(first_);
  return true;
}

kernels::ConstRows DebertaDistances::vectors() const {
  const std::int64_t size = config_.sizes.hidden_size;
  return {all_.data() + first_ * size, count_, size};
}

}  // namespace headscope::encoder
