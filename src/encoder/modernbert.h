// ModernBERT (Warner et al., arXiv 2412.13663): rotary positions, layers that see all of the text
// and layers that see a token's neighbours.
#pragma once

#include <vector>

#include "encoder/encoder.h"
#include "encoder/modernbert_config.h"
#include "encoder/modernbert_layer.h"
#include "kernels/rotary.h"

namespace headscope::encoder {

class ModernBert final : public Encoder {
 public:
  /// Reads the weights that `config` asks for from its folder.
  ModernBert(const checkpoint::Config& config, int threads);

 private:
  ModernBert(const checkpoint::Config& config, const ModernBertConfig& settings, int threads);

  void run(Pass& pass) override;
  void embed(const Encoding& encoding);

  ModernBertConfig settings_;
  const checkpoint::TensorView* words_;  // used where they stand in the file
  kernels::LayerNorm embedding_norm_;
  std::vector<ModernBertLayer> layers_;
  kernels::LayerNorm final_norm_;
  kernels::RotaryTable global_angles_;
  kernels::RotaryTable local_angles_;
  RowBuffer inner_;
};

}  // namespace headscope::encoder
