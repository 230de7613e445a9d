// What config.json says about a ModernBERT, with the keys of 2024 and with those of today.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "checkpoint/config.h"
#include "encoder/classifier_head.h"
#include "encoder/encoder_config.h"
#include "encoder/load_weights.h"

namespace headscope::encoder {

struct ModernBertConfig {
  EncoderConfig sizes;
  Bias attention_bias;
  Bias feed_forward_bias;
  Bias norm_bias;
  Bias classifier_bias;
  Bias decoder_bias;
  kernels::Activation classifier_activation;
  Summary classifier_summary;

  std::vector<bool> is_local;  ///< for each layer
  std::int64_t local_reach;    ///< how far a token of a local layer sees to either side
  double global_theta;         ///< of the rotary positions
  double local_theta;

  /// Throws Error that names the key, for a size that cannot be and for what is not supported.
  static ModernBertConfig read(const checkpoint::Config& config);
};

}  // namespace headscope::encoder
