// DistilBERT: BERT with half of the layers, and neither segments nor pooler (Sanh et al., arXiv
// 1910.01108).
#pragma once

#include <vector>

#include "encoder/embeddings.h"
#include "encoder/encoder.h"
#include "encoder/post_norm_layer.h"

namespace headscope::encoder {

class DistilBert final : public Encoder {
 public:
  /// Reads the weights that `config` asks for from its folder.
  DistilBert(const checkpoint::Config& config, int threads);

 private:
  void run(Pass& pass) override;

  Embeddings embeddings_;
  std::vector<PostNormLayer> layers_;
};

}  // namespace headscope::encoder
