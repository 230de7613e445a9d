// Numbers for every token: a product behind an optional transform. What a tagger, a reader and a
// discriminator have in common.
#pragma once

#include <optional>
#include <string_view>

#include "encoder/encoder_config.h"
#include "encoder/transform.h"
#include "encoder/workspace.h"

namespace headscope::encoder {

/// Where a family keeps the weights.
struct TokenOutputSpec {
  TransformSpec transform = {};  ///< none in most families
  std::string_view output;
  Bias output_bias = Bias::kPresent;
};

class TokenOutput {
 public:
  TokenOutput(WeightLoader& loader, const checkpoint::Weights& weights, const TokenOutputSpec& spec,
              const EncoderConfig& config, std::int64_t outputs);

  std::int64_t outputs() const { return output_.weight.columns(); }

  /// [n, outputs], valid until the next call.
  kernels::ConstRows forward(kernels::ConstRows hidden, kernels::ThreadPool& pool);

 private:
  std::optional<Transform> transform_;
  kernels::Linear output_;
  RowBuffer transformed_;
  RowBuffer numbers_;
};

}  // namespace headscope::encoder
