// One layer of DeBERTa: as BERT's, with scores that are a sum of what two words, a word and a
// distance, and a distance and a word say to each other (He et al., arXiv 2006.03654, equation 4).
#pragma once

#include <optional>

#include "encoder/deberta_config.h"
#include "encoder/deberta_distances.h"
#include "encoder/post_norm_layer.h"

namespace headscope::encoder {

class DebertaLayer {
 public:
  /// Binds the weights below `scope`, "encoder.layer.3".
  DebertaLayer(WeightLoader& loader, const WeightLoader::Scope& scope, const DebertaConfig& config);

  /// Makes keys and queries of the distances' vectors. Needed when those have changed.
  void project(const DebertaDistances& distances, kernels::ThreadPool& pool);

  /// Replaces `work.hidden` with the layer's output. `distances` are those last projected, or null
  /// where scores do not depend on them; `bias` is room for [heads, n, n].
  void forward(Workspace& work, const DebertaDistances* distances, float* bias,
               const LayerPass& pass, kernels::ThreadPool& pool) const;

 private:
  void add_terms(Workspace& work, const DebertaDistances& distances, float* bias,
                 const LayerPass& pass, kernels::ThreadPool& pool) const;

  DebertaConfig config_;
  PostNormLayer layer_;
  std::optional<kernels::Linear> position_key_;  // of their own, or the words' are used
  std::optional<kernels::Linear> position_query_;
  RowBuffer projected_keys_;
  RowBuffer projected_queries_;
  kernels::ConstRows position_keys_;     // [vectors, hidden_size], or none
  kernels::ConstRows position_queries_;  // [vectors, hidden_size], or none
};

}  // namespace headscope::encoder
