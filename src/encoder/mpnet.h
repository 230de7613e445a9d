// MPNet (Song et al., arXiv 2004.09297): RoBERTa's positions, and to every score a number for how
// far apart two tokens are (Raffel et al., arXiv 1910.10683, section 2.1).
#pragma once

#include <vector>

#include "encoder/embeddings.h"
#include "encoder/encoder.h"
#include "encoder/post_norm_layer.h"

namespace headscope::encoder {

class Mpnet final : public Encoder {
 public:
  /// Reads the weights that `config` asks for from its folder.
  Mpnet(const checkpoint::Config& config, int threads);

 private:
  void run(Pass& pass) override;
  void compute_bias(std::int64_t n);

  Embeddings embeddings_;
  std::vector<PostNormLayer> layers_;
  Tensor bias_of_bucket_;  // [buckets, heads], the same for all layers
  Tensor bias_;            // [heads, n, n]
};

}  // namespace headscope::encoder
