#include "encoder/transform.h"

#include <string>

namespace headscope::encoder {

Transform::Transform(WeightLoader& loader, const checkpoint::Weights& weights,
                     const TransformSpec& spec, std::int64_t columns, std::int64_t depth)
    : dense_(
          loader.linear(weights.scope(std::string(spec.dense)), columns, depth, spec.dense_bias)),
      activation_(spec.activation) {
  if (spec.norm.empty()) return;
  norm_ = loader.layer_norm(weights.scope(std::string(spec.norm)), columns, spec.epsilon,
                            spec.norm_bias);
}

void Transform::forward(kernels::ConstRows in, kernels::Rows out, kernels::ThreadPool& pool) const {
  kernels::linear(in, dense_, {.activation = activation_}, out, pool);
  if (norm_) kernels::layer_norm(out, *norm_, out, pool);
}

}  // namespace headscope::encoder
