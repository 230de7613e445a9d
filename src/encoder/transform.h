// A step that many prediction heads begin with: a product, an activation and often a layer norm.
//
//   Transform pooler(loader, weights, {.dense = "pooler.dense", .activation = kTanh}, 768, 768);
#pragma once

#include <optional>
#include <string_view>

#include "checkpoint/weights.h"
#include "encoder/load_weights.h"
#include "kernels/activation.h"
#include "kernels/layer_norm.h"
#include "kernels/linear.h"

namespace headscope::encoder {

/// Where a family keeps the weights of a transform. Without a name there is no such step.
struct TransformSpec {
  std::string_view dense;
  kernels::Activation activation = kernels::Activation::kNone;
  std::string_view norm = {};
  float epsilon = 0;
  Bias dense_bias = Bias::kPresent;
  Bias norm_bias = Bias::kPresent;
};

class Transform {
 public:
  Transform(WeightLoader& loader, const checkpoint::Weights& weights, const TransformSpec& spec,
            std::int64_t columns, std::int64_t depth);

  std::int64_t columns() const { return dense_.weight.columns(); }

  /// out [rows, columns] = LayerNorm(activation(in [rows, depth] · Wᵀ + bias)).
  void forward(kernels::ConstRows in, kernels::Rows out, kernels::ThreadPool& pool) const;

 private:
  kernels::Linear dense_;
  kernels::Activation activation_;
  std::optional<kernels::LayerNorm> norm_;
};

}  // namespace headscope::encoder
