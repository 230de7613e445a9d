// One layer of ModernBERT: each block reads a normalised copy of what it adds to (Xiong et al.,
// arXiv 2002.04745), positions turn queries and keys, and the feed-forward block is gated.
#pragma once

#include <optional>

#include "encoder/load_weights.h"
#include "encoder/modernbert_config.h"
#include "encoder/pass.h"
#include "encoder/workspace.h"
#include "kernels/layer_norm.h"
#include "kernels/linear.h"
#include "kernels/rotary.h"

namespace headscope::encoder {

class ModernBertLayer {
 public:
  /// Binds the weights of layer `index` below `scope`, "layers.3".
  ModernBertLayer(WeightLoader& loader, const WeightLoader::Scope& scope, std::int64_t index,
                  const ModernBertConfig& config);

  /// Replaces `work.hidden` with the layer's output. `inner` is [n, 2 * intermediate_size], the
  /// angles reach over the text.
  void forward(Workspace& work, kernels::Rows inner, const kernels::RotaryTable& angles,
               const LayerPass& pass, kernels::ThreadPool& pool) const;

 private:
  EncoderConfig sizes_;
  std::int64_t reach_;
  std::optional<kernels::LayerNorm> attention_norm_;  // none in the first layer
  kernels::Linear query_key_value_;
  kernels::Linear attention_output_;
  kernels::LayerNorm feed_forward_norm_;
  kernels::Linear input_and_gate_;
  kernels::Linear output_;
};

}  // namespace headscope::encoder
