#include "encoder/pass.h"

#include <algorithm>
#include <cmath>

namespace headscope::encoder {
namespace {

/// out [heads, n, head_dim] from the columns that belong to each head.
void copy_heads(kernels::ConstRows in, const LayerPass& pass, float* out) {
  if (out == nullptr) return;
  for (std::int64_t head = 0; head < pass.heads; ++head) {
    out = copy_rows(in.from_column(head * pass.head_dim), pass.head_dim, out);
  }
}

float* part_of(Tensor& tensor, std::int64_t layer) {
  return tensor.empty() ? nullptr : tensor.at(layer).data();
}

}  // namespace

void shape_if(bool wanted, Tensor& tensor, Tensor::Shape shape) {
  if (wanted) {
    tensor.resize(std::move(shape));
  } else {
    tensor.clear();
  }
}

float* copy_rows(kernels::ConstRows in, std::int64_t columns, float* out) {
  for (std::int64_t row = 0; row < in.rows; ++row) out = std::copy_n(in.row(row), columns, out);
  return out;
}

void LayerPass::keep(kernels::ConstRows query_rows, kernels::ConstRows key_rows,
                     kernels::ConstRows value_rows) const {
  copy_heads(query_rows, *this, queries);
  copy_heads(key_rows, *this, keys);
  copy_heads(value_rows, *this, values);
}

void LayerPass::switch_off(kernels::Rows context) const {
  for (const HeadId& each : off) {
    if (each.layer != layer) continue;
    for (std::int64_t row = 0; row < context.rows; ++row) {
      std::fill_n(context.row(row) + each.head * head_dim, head_dim, 0.0f);
    }
  }
}

void attend(const LayerPass& pass, kernels::Attention work,
            const kernels::AttentionScratch& scratch, kernels::ThreadPool& pool) {
  pass.keep(work.queries, work.keys, work.values);
  work.heads = pass.heads;
  work.head_dim = pass.head_dim;
  work.attentions = pass.attentions;
  work.scores = pass.scores;
  work.products = pass.content_to_content;
  kernels::attention(work, scratch, pool);
  pass.switch_off(work.context);
}

Pass::Pass(const ModelInfo& model, const Keep& keep, std::span<const HeadId> off, Trace& trace)
    : heads_(model.heads),
      head_dim_(model.head_dim),
      keeps_terms_(keep.terms),
      off_(off),
      trace_(trace) {
  const auto n = static_cast<std::int64_t>(trace.encoding.size());
  const std::int64_t layers = model.layers;
  trace.attentions.resize({layers, heads_, n, n});
  shape_if(keep.scores, trace.scores, {layers, heads_, n, n});
  shape_if(keep.queries, trace.queries, {layers, heads_, n, head_dim_});
  shape_if(keep.keys, trace.keys, {layers, heads_, n, head_dim_});
  shape_if(keep.values, trace.values, {layers, heads_, n, head_dim_});
  shape_if(keep.hidden_states, trace.hidden_states, {layers + 1, n, model.hidden_size});
  trace.content_to_content.clear();
  trace.content_to_position.clear();
  trace.position_to_content.clear();
}

void Pass::keep_terms(bool content_to_position, bool position_to_content) {
  const Tensor::Shape& maps = trace_.attentions.shape();
  shape_if(keeps_terms_, trace_.content_to_content, maps);
  shape_if(keeps_terms_ && content_to_position, trace_.content_to_position, maps);
  shape_if(keeps_terms_ && position_to_content, trace_.position_to_content, maps);
}

LayerPass Pass::layer(std::int64_t layer) const {
  return {.layer = layer,
          .heads = heads_,
          .head_dim = head_dim_,
          .attentions = trace_.attentions.at(layer).data(),
          .scores = part_of(trace_.scores, layer),
          .queries = part_of(trace_.queries, layer),
          .keys = part_of(trace_.keys, layer),
          .values = part_of(trace_.values, layer),
          .content_to_content = part_of(trace_.content_to_content, layer),
          .content_to_position = part_of(trace_.content_to_position, layer),
          .position_to_content = part_of(trace_.position_to_content, layer),
          .off = off_};
}

void Pass::keep_hidden(std::int64_t index, kernels::ConstRows hidden) {
  if (index == 0) {
    // Layer norm has spread a number that is not finite over the whole row.
    for (std::int64_t row = 0; row < hidden.rows && !token_not_finite_; ++row) {
      if (!std::isfinite(*hidden.row(row))) token_not_finite_ = static_cast<std::size_t>(row);
    }
  }
  if (trace_.hidden_states.empty()) return;
  copy_rows(hidden, trace_.hidden_states.dim(2), trace_.hidden_states.at(index).data());
}

}  // namespace headscope::encoder
