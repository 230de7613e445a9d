// ELECTRA: BERT's layers, words of a size of their own, and a head that tells replaced tokens from
// original ones (Clark et al., arXiv 2003.10555).
#pragma once

#include <optional>
#include <vector>

#include "encoder/embeddings.h"
#include "encoder/encoder.h"
#include "encoder/post_norm_layer.h"

namespace headscope::encoder {

class Electra final : public Encoder {
 public:
  /// Reads the weights that `config` asks for from its folder: a discriminator's or a generator's.
  Electra(const checkpoint::Config& config, int threads);

 private:
  void run(Pass& pass) override;
  void embed(const Encoding& encoding);

  Embeddings embeddings_;
  std::optional<kernels::Linear> projection_;  // where words are not as wide as the layers
  std::vector<PostNormLayer> layers_;
  RowBuffer embedded_;
};

}  // namespace headscope::encoder
