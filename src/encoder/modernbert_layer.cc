#include "encoder/modernbert_layer.h"

#include <cmath>

#include "kernels/gate.h"

namespace headscope::encoder {

ModernBertLayer::ModernBertLayer(WeightLoader& loader, const WeightLoader::Scope& scope,
                                 std::int64_t index, const ModernBertConfig& config)
    : sizes_(config.sizes),
      reach_(config.is_local[static_cast<std::size_t>(index)] ? config.local_reach
                                                              : kernels::kWholeText) {
  const std::int64_t hidden = sizes_.hidden_size;
  const std::int64_t inner = sizes_.intermediate_size;
  const auto norm = [&](const char* name) {
    return loader.layer_norm(scope.scope(name), hidden, sizes_.layer_norm_epsilon,
                             config.norm_bias);
  };
  if (index > 0) attention_norm_ = norm("attn_norm");  // the embeddings are normalised already
  query_key_value_ =
      loader.linear(scope.scope("attn.Wqkv"), 3 * hidden, hidden, config.attention_bias);
  attention_output_ = loader.linear(scope.scope("attn.Wo"), hidden, hidden, config.attention_bias);
  feed_forward_norm_ = norm("mlp_norm");
  input_and_gate_ =
      loader.linear(scope.scope("mlp.Wi"), 2 * inner, hidden, config.feed_forward_bias);
  output_ = loader.linear(scope.scope("mlp.Wo"), hidden, inner, config.feed_forward_bias);
}

void ModernBertLayer::forward(Workspace& work, kernels::Rows inner,
                              const kernels::RotaryTable& angles, const LayerPass& pass,
                              kernels::ThreadPool& pool) const {
  const std::int64_t hidden = sizes_.hidden_size;
  const kernels::Rows qkv = work.query_key_value;
  if (attention_norm_) kernels::layer_norm(work.hidden, *attention_norm_, work.sum, pool);
  kernels::linear(attention_norm_ ? work.sum : work.hidden, query_key_value_, {}, qkv, pool);
  kernels::rotate(angles, 2 * sizes_.heads, qkv, pool);  // queries and, beside them, keys
  attend(pass,
         {.queries = qkv,
          .keys = qkv.from_column(hidden),
          .values = qkv.from_column(2 * hidden),
          .scale = 1 / std::sqrt(static_cast<float>(sizes_.head_dim())),
          .reach = reach_,
          .context = work.context},
         work.attention, pool);
  kernels::linear(work.context, attention_output_, {.residual = work.hidden}, work.attended, pool);

  kernels::layer_norm(work.attended, feed_forward_norm_, work.sum, pool);
  kernels::linear(work.sum, input_and_gate_, {}, inner, pool);
  kernels::gate(sizes_.activation, sizes_.intermediate_size, inner, pool);
  kernels::linear(inner, output_, {.residual = work.attended}, work.hidden, pool);
}

}  // namespace headscope::encoder
