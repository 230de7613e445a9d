#include "encoder/bert_layer.h"

#include <array>
#include <cmath>

#include "kernels/attention.h"

namespace headscope::encoder {

BertLayer::BertLayer(WeightLoader& loader, const WeightLoader::Scope& scope,
                     const BertConfig& config)
    : config_(config) {
  const std::int64_t hidden = config.hidden_size;
  const std::int64_t inner = config.intermediate_size;
  const float epsilon = config.layer_norm_epsilon;
  const auto self = scope.scope("attention.self");
  const std::array heads = {self.scope("query"), self.scope("key"), self.scope("value")};
  query_key_value_ = loader.linear(heads, hidden, hidden);
  attention_output_ = loader.linear(scope.scope("attention.output.dense"), hidden, hidden);
  attention_norm_ = loader.layer_norm(scope.scope("attention.output.LayerNorm"), hidden, epsilon);
  intermediate_ = loader.linear(scope.scope("intermediate.dense"), inner, hidden);
  output_ = loader.linear(scope.scope("output.dense"), hidden, inner);
  output_norm_ = loader.layer_norm(scope.scope("output.LayerNorm"), hidden, epsilon);
}

void BertLayer::forward(Workspace& work, float* attentions, float* scores,
                        kernels::ThreadPool& pool) const {
  const kernels::ConstRows qkv = work.query_key_value;
  kernels::linear(work.hidden, query_key_value_, {}, work.query_key_value, pool);
  kernels::attention({.queries = qkv,
                      .keys = qkv.from_column(config_.hidden_size),
                      .values = qkv.from_column(2 * config_.hidden_size),
                      .heads = config_.heads,
                      .head_dim = config_.head_dim(),
                      .scale = 1 / std::sqrt(static_cast<float>(config_.head_dim())),
                      .attentions = attentions,
                      .scores = scores,
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
