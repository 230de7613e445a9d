// DeBERTa, version 2 and 3 (He et al., arXiv 2006.03654 and 2111.09543): attention that keeps apart
// what a word says and where it stands.
#pragma once

#include <optional>
#include <vector>

#include "encoder/convolution.h"
#include "encoder/deberta_config.h"
#include "encoder/deberta_distances.h"
#include "encoder/deberta_layer.h"
#include "encoder/encoder.h"

namespace headscope::encoder {

class DebertaV2 final : public Encoder {
 public:
  /// Reads the weights that `config` asks for from its folder.
  DebertaV2(const checkpoint::Config& config, int threads);

 private:
  DebertaV2(const checkpoint::Config& config, const DebertaConfig& settings, int threads);

  void run(Pass& pass) override;
  void embed(const Encoding& encoding);
  kernels::ConstRows copy_of_hidden();
  void project_distances(std::int64_t n);

  DebertaConfig settings_;
  EmbeddingSum embeddings_;
  std::optional<kernels::Linear> embedding_projection_;  // where words have another size
  kernels::LayerNorm embedding_norm_;
  std::optional<DebertaDistances> distances_;
  std::vector<DebertaLayer> layers_;
  std::optional<Convolution> convolution_;
  RowBuffer words_;
  RowBuffer embedded_;
  Tensor bias_;  // [heads, n, n] of the layer at work
};

}  // namespace headscope::encoder
