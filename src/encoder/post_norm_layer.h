// One layer of the first encoders: self-attention and a feed-forward block, each added to its input
// and then normalised (Vaswani et al., arXiv 1706.03762, section 3.1).
#pragma once

#include <string_view>

#include "encoder/encoder_config.h"
#include "encoder/load_weights.h"
#include "encoder/pass.h"
#include "encoder/workspace.h"
#include "kernels/layer_norm.h"
#include "kernels/linear.h"

namespace headscope::encoder {

/// What a family calls the parts of a layer, below the layer's own scope.
struct LayerNames {
  std::string_view query;
  std::string_view key;
  std::string_view value;
  std::string_view attention_output;
  std::string_view attention_norm;
  std::string_view intermediate;
  std::string_view output;
  std::string_view output_norm;
};

/// BERT's names, which most families kept.
inline constexpr LayerNames kBertLayer = {
    .query = "attention.self.query",
    .key = "attention.self.key",
    .value = "attention.self.value",
    .attention_output = "attention.output.dense",
    .attention_norm = "attention.output.LayerNorm",
    .intermediate = "intermediate.dense",
    .output = "output.dense",
    .output_norm = "output.LayerNorm",
};

class PostNormLayer {
 public:
  /// Binds the weights below `scope`, "encoder.layer.3".
  PostNormLayer(WeightLoader& loader, const WeightLoader::Scope& scope, const EncoderConfig& config,
                const LayerNames& names = kBertLayer);

  /// Replaces `work.hidden` with the layer's output. `bias` [heads, n, n], where there is one, is
  /// added to the scores.
  void forward(Workspace& work, const LayerPass& pass, kernels::ThreadPool& pool,
               const float* bias = nullptr) const;

  /// The two halves of `forward`, for a family that has more to do: first fills
  /// `work.query_key_value`, …
  void project(Workspace& work, kernels::ThreadPool& pool) const;
  /// … then attends with the scores q kᵀ · scale + bias and does all the rest.
  void attend_and_transform(Workspace& work, const LayerPass& pass, float scale, const float* bias,
                            kernels::ThreadPool& pool) const;

  /// Queries, keys and values side by side, of any rows [n, hidden_size].
  const kernels::Linear& query_key_value() const { return query_key_value_; }

 private:
  EncoderConfig config_;
  kernels::Linear query_key_value_;
  kernels::Linear attention_output_;
  kernels::LayerNorm attention_norm_;
  kernels::Linear intermediate_;
  kernels::Linear output_;
  kernels::LayerNorm output_norm_;
};

}  // namespace headscope::encoder
