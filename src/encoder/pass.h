// One forward pass: what is asked of it, and where the trace keeps what it saw.
//
//   embeddings.forward(pass.encoding(), work.hidden, pool);
//   pass.keep_hidden(0, work.hidden);
//   for (layer …) {
//     layers[layer].forward(work, pass.layer(layer), pool);
//     pass.keep_hidden(layer + 1, work.hidden);
//   }
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "headscope/model.h"
#include "headscope/trace.h"
#include "kernels/attention.h"
#include "kernels/rows.h"
#include "kernels/thread_pool.h"

namespace headscope::encoder {

/// The part of a trace that belongs to one layer, and the heads that are switched off in it. Memory
/// that the trace does not keep is null.
struct LayerPass {
  std::int64_t layer = 0;
  std::int64_t heads = 0;
  std::int64_t head_dim = 0;
  float* attentions = nullptr;           ///< [heads, n, n]
  float* scores = nullptr;               ///< [heads, n, n]
  float* queries = nullptr;              ///< [heads, n, head_dim]
  float* keys = nullptr;                 ///< [heads, n, head_dim]
  float* values = nullptr;               ///< [heads, n, head_dim]
  float* content_to_content = nullptr;   ///< [heads, n, n]
  float* content_to_position = nullptr;  ///< [heads, n, n]
  float* position_to_content = nullptr;  ///< [heads, n, n]
  std::span<const HeadId> off;           ///< of all layers

  /// Keeps those of the layer's queries, keys and values that are asked for, each
  /// [n, heads * head_dim].
  void keep(kernels::ConstRows query_rows, kernels::ConstRows key_rows,
            kernels::ConstRows value_rows) const;

  /// Zeroes what the heads that are switched off would give to `context` [n, heads * head_dim].
  void switch_off(kernels::Rows context) const;
};

/// Attention of one layer, kept in the trace. `work` says what is attended to, and how; heads and
/// maps are the pass's.
void attend(const LayerPass& pass, kernels::Attention work,
            const kernels::AttentionScratch& scratch, kernels::ThreadPool& pool);

class Pass {
 public:
  /// Gives the tensors of `trace` that are asked for their shapes, and empties the others. The
  /// encoding is the trace's.
  Pass(const ModelInfo& model, const Keep& keep, std::span<const HeadId> off, Trace& trace);

  const Encoding& encoding() const { return trace_.encoding; }

  /// For a family whose scores are a sum of terms: gives those that it has their shapes, if they
  /// are asked for.
  void keep_terms(bool content_to_position, bool position_to_content);

  LayerPass layer(std::int64_t layer) const;

  /// `index` 0 is the embeddings, then each layer's output. `hidden` is [n, hidden_size].
  void keep_hidden(std::int64_t index, kernels::ConstRows hidden);

  /// The first token whose embedding is NaN or infinite.
  std::optional<std::size_t> token_not_finite() const { return token_not_finite_; }

 private:
  std::int64_t heads_;
  std::int64_t head_dim_;
  bool keeps_terms_;
  std::span<const HeadId> off_;
  Trace& trace_;
  std::optional<std::size_t> token_not_finite_;
};

/// Sets a tensor's shape, or leaves the tensor out.
void shape_if(bool wanted, Tensor& tensor, Tensor::Shape shape);

/// out [rows, columns] without the gaps between the rows.
float* copy_rows(kernels::ConstRows in, std::int64_t columns, float* out);

}  // namespace headscope::encoder
