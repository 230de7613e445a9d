#include "encoder/token_output.h"

#include <string>

namespace headscope::encoder {

TokenOutput::TokenOutput(WeightLoader& loader, const checkpoint::Weights& weights,
                         const TokenOutputSpec& spec, const EncoderConfig& config,
                         std::int64_t outputs)
    : output_(loader.linear(weights.scope(std::string(spec.output)), outputs, config.hidden_size,
                            spec.output_bias)) {
  if (spec.transform.dense.empty()) return;
  transform_.emplace(loader, weights, spec.transform, config.hidden_size, config.hidden_size);
}

kernels::ConstRows TokenOutput::forward(kernels::ConstRows hidden, kernels::ThreadPool& pool) {
  if (transform_) {
    const kernels::Rows transformed = transformed_.resize(hidden.rows, transform_->columns());
    transform_->forward(hidden, transformed, pool);
    hidden = transformed;
  }
  const kernels::Rows numbers = numbers_.resize(hidden.rows, outputs());
  kernels::linear(hidden, output_, {}, numbers, pool);
  return numbers;
}

}  // namespace headscope::encoder
