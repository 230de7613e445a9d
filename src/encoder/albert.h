// ALBERT: narrow words, and layers that share their weights (Lan et al., arXiv 1909.11942).
#pragma once

#include <vector>

#include "encoder/embeddings.h"
#include "encoder/encoder.h"
#include "encoder/post_norm_layer.h"

namespace headscope::encoder {

/// Which weights a layer takes: its group's, of which the inner ones run one behind the other.
struct AlbertSharing {
  std::int64_t depth;   ///< num_hidden_layers: how often a group runs
  std::int64_t groups;  ///< num_hidden_groups
  std::int64_t inner;   ///< inner_group_num: layers of a group

  std::int64_t layers() const { return depth * inner; }

  /// The index among all groups' layers of the weights that `layer` takes.
  std::int64_t weights_of(std::int64_t layer) const;
};

class Albert final : public Encoder {
 public:
  /// Reads the weights that `config` asks for from its folder.
  Albert(const checkpoint::Config& config, int threads);

 private:
  void run(Pass& pass) override;

  AlbertSharing sharing_;
  Embeddings embeddings_;
  kernels::Linear projection_;  // from the words' size to the layers'
  std::vector<PostNormLayer> layers_;
  RowBuffer embedded_;
};

}  // namespace headscope::encoder
