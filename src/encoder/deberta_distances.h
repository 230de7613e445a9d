// DeBERTa's vectors for how far apart two tokens are (He et al., arXiv 2006.03654, section 3.1; the
// buckets are of version 2).
//
//   DebertaDistances distances(loader, weights.scope("encoder"), config, pool);
//   distances.reserve(n);
//   position_keys.row(distances.index()[i - j]);   // the row made of distances.vectors() …
#pragma once

#include <cstdint>
#include <vector>

#include "encoder/deberta_config.h"
#include "encoder/load_weights.h"
#include "kernels/rows.h"

namespace headscope::encoder {

/// The number of the vector for the distance `i - j`, before the middle of all is added to it: the
/// distance itself near by, logarithmic further away.
std::int64_t bucket_of_distance(std::int64_t distance, const DebertaConfig& config);

class DebertaDistances {
 public:
  /// Binds the vectors below `scope`, "encoder", and the layer norm that some have.
  DebertaDistances(WeightLoader& loader, const WeightLoader::Scope& scope,
                   const DebertaConfig& config, kernels::ThreadPool& pool);

  /// Finds out which vectors a text of `tokens` tokens needs. True if that is more than before, so
  /// that rows counted from `vectors()` have moved.
  bool reserve(std::int64_t tokens);

  /// The vectors that are needed, nearest distances in the middle: [vectors, hidden_size].
  kernels::ConstRows vectors() const;

  /// For distances in (-tokens, tokens): a row of `vectors()`.
  const std::int32_t* index() const { return index_.data() + tokens_ - 1; }

 private:
  DebertaConfig config_;
  Tensor all_;  // [distances, hidden_size], normalised
  std::int64_t tokens_ = 0;
  std::int64_t first_ = 0;
  std::int64_t count_ = 0;
  std::vector<std::int32_t> index_;
};

}  // namespace headscope::encoder
