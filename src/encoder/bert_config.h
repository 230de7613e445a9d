// What config.json says about a BERT encoder.
#pragma once

#include <cstdint>

#include "checkpoint/config.h"
#include "kernels/activation.h"

namespace headscope::encoder {

/// The keys that change numbers; where one is absent, the value that the architecture was published
/// with.
struct BertConfig {
  std::int64_t vocabulary_size;
  std::int64_t hidden_size;
  std::int64_t layers;
  std::int64_t heads;
  std::int64_t intermediate_size;
  std::int64_t max_positions;
  std::int64_t token_types;
  float layer_norm_epsilon;
  kernels::Activation activation;

  std::int64_t head_dim() const { return hidden_size / heads; }

  /// Throws Error that names the key, for a size that cannot be and for what is not supported
  /// (relative positions, decoders, an unknown activation).
  static BertConfig read(const checkpoint::Config& config);
};

}  // namespace headscope::encoder
