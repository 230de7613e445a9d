// One layer of BERT: self-attention and a feed-forward block, each added to its input and
// normalised (Vaswani et al., arXiv 1706.03762, section 3.1).
#pragma once

#include "encoder/bert_config.h"
#include "encoder/load_weights.h"
#include "encoder/workspace.h"
#include "kernels/layer_norm.h"
#include "kernels/linear.h"

namespace headscope::encoder {

class BertLayer {
 public:
  /// Binds the weights below `scope`, "encoder.layer.3".
  BertLayer(WeightLoader& loader, const WeightLoader::Scope& scope, const BertConfig& config);

  /// Replaces `work.hidden` with the layer's output. `attentions` and, unless it is null, `scores`
  /// are [heads, n, n]; `work.query_key_value` holds the layer's queries, keys and values.
  void forward(Workspace& work, float* attentions, float* scores, kernels::ThreadPool& pool) const;

 private:
  BertConfig config_;
  kernels::Linear query_key_value_;
  kernels::Linear attention_output_;
  kernels::LayerNorm attention_norm_;
  kernels::Linear intermediate_;
  kernels::Linear output_;
  kernels::LayerNorm output_norm_;
};

}  // namespace headscope::encoder
