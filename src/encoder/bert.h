// BERT (Devlin et al., arXiv 1810.04805).
#pragma once

#include <vector>

#include "encoder/embeddings.h"
#include "encoder/encoder.h"
#include "encoder/post_norm_layer.h"

namespace headscope::encoder {

class Bert final : public Encoder {
 public:
  /// Reads the weights that `config` asks for from its folder.
  Bert(const checkpoint::Config& config, int threads);

 private:
  void run(Pass& pass) override;

  Embeddings embeddings_;
  std::vector<PostNormLayer> layers_;
};

}  // namespace headscope::encoder
