#include "encoder/post_norm_layer.h"

#include <array>
#include <cmath>

namespace headscope::encoder {

PostNormLayer::PostNormLayer(WeightLoader& loader, const WeightLoader::Scope& scope,
                             const EncoderConfig& config, const LayerNames& names)
    : config_(config) {
  const std::int64_t hidden = config.hidden_size;
  const std::int64_t inner = config.intermediate_size;
  const float epsilon = config.layer_norm_epsilon;
  const std::array heads = {scope.scope(names.query), scope.scope(names.key),
                            scope.scope(names.value)};
  query_key_value_ = loader.linear(heads, hidden, hidden);
  attention_output_ = loader.linear(scope.scope(names.attention_output), hidden, hidden);
  attention_norm_ = loader.layer_norm(scope.scope(names.attention_norm), hidden, epsilon);
  intermediate_ = loader.linear(scope.scope(names.intermediate), inner, hidden);
  output_ = loader.linear(scope.scope(names.output), hidden, inner);
  output_norm_ = loader.layer_norm(scope.scope(names.output_norm), hidden, epsilon);
}

void PostNormLayer::forward(Workspace& work, const LayerPass& pass, kernels::ThreadPool& pool,
                            const float* bias) const {
  project(work, pool);
  const float scale = 1 / std::sqrt(static_cast<float>(config_.head_dim()));
  attend_and_transform(work, pass, scale, bias, pool);
}

void PostNormLayer::project(Workspace& work, kernels::ThreadPool& pool) const {
  kernels::linear(work.hidden, query_key_value_, {}, work.query_key_value, pool);
}

void PostNormLayer::attend_and_transform(Workspace& work, const LayerPass& pass, float scale,
                                         const float* bias, kernels::ThreadPool& pool) const {
  const kernels::ConstRows qkv = work.query_key_value;
  attend(pass,
         {.queries = qkv,
          .keys = qkv.from_column(config_.hidden_size),
          .values = qkv.from_column(2 * config_.hidden_size),
          .scale = scale,
          .bias = bias,
          .context = work.context},
         work.attention, pool);

  kernels::linear(work.context, attention_output_, {.residual = work.hidden}, work.sum, pool);
  kernels::layer_norm(work.sum, attention_norm_, work.attended, pool);

  kernels::linear(work.attended, intermediate_, {.activation = config_.activation}, work.inner,
                  pool);
  kernels::linear(work.inner, output_, {.residual = work.attended}, work.sum, pool);
  kernels::layer_norm(work.sum, output_norm_, work.hidden, pool);
}

}  // namespace headscope::encoder
