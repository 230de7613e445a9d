#include "encoder/deberta_layer.h"

#include "kernels/relative_terms.h"

namespace headscope::encoder {
namespace {

constexpr LayerNames kLayer = {
    .query = "attention.self.query_proj",
    .key = "attention.self.key_proj",
    .value = "attention.self.value_proj",
    .attention_output = "attention.output.dense",
    .attention_norm = "attention.output.LayerNorm",
    .intermediate = "intermediate.dense",
    .output = "output.dense",
    .output_norm = "output.LayerNorm",
};

}  // namespace

DebertaLayer::DebertaLayer(WeightLoader& loader, const WeightLoader::Scope& scope,
                           const DebertaConfig& config)
    : config_(config), layer_(loader, scope, config.sizes, kLayer) {
  if (!config.relative_attention || config.shares_projections) return;
  const auto self = scope.scope("attention.self");
  const std::int64_t hidden = config.sizes.hidden_size;
  if (config.content_to_position) {
    position_key_ = loader.linear(self.scope("pos_key_proj"), hidden, hidden);
  }
  if (config.position_to_content) {
    position_query_ = loader.linear(self.scope("pos_query_proj"), hidden, hidden);
  }
}

void DebertaLayer::project(const DebertaDistances& distances, kernels::ThreadPool& pool) {
  const kernels::ConstRows vectors = distances.vectors();
  const std::int64_t hidden = config_.sizes.hidden_size;
  const auto make = [&](const kernels::Linear& product, RowBuffer& buffer) {
    const kernels::Rows out = buffer.resize(vectors.rows, product.weight.columns());
    kernels::linear(vectors, product, {}, out, pool);
    return kernels::ConstRows(out);
  };
  if (config_.shares_projections) {
    const auto qkv = make(layer_.query_key_value(), projected_keys_);
    if (config_.content_to_position) position_keys_ = qkv.from_column(hidden);
    if (config_.position_to_content) position_queries_ = qkv;
  } else {
    if (position_key_) position_keys_ = make(*position_key_, projected_keys_);
    if (position_query_) position_queries_ = make(*position_query_, projected_queries_);
  }
}

void DebertaLayer::forward(Workspace& work, const DebertaDistances* distances, float* bias,
                           const LayerPass& pass, kernels::ThreadPool& pool) const {
  layer_.project(work, pool);
  if (distances != nullptr) add_terms(work, *distances, bias, pass, pool);
  layer_.attend_and_transform(work, pass, config_.scale(), distances == nullptr ? nullptr : bias,
                              pool);
}

void DebertaLayer::add_terms(Workspace& work, const DebertaDistances& distances, float* bias,
                             const LayerPass& pass, kernels::ThreadPool& pool) const {
  const kernels::ConstRows qkv = work.query_key_value;
  kernels::relative_terms({.queries = qkv,
                           .keys = qkv.from_column(config_.sizes.hidden_size),
                           .position_keys = position_keys_,
                           .position_queries = position_queries_,
                           .index = distances.index(),
                           .heads = pass.heads,
                           .head_dim = pass.head_dim,
                           .scale = config_.scale(),
                           .content_to_position = pass.content_to_position,
                           .position_to_content = pass.position_to_content,
                           .sum = bias},
                          work.attention, pool);
}

}  // namespace headscope::encoder
