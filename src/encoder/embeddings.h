// The input of an encoder: the sum of a word's, a position's and a segment's vector, normalised
// (Devlin et al., arXiv 1810.04805, figure 2).
#pragma once

#include "encoder/encoder_config.h"
#include "encoder/load_weights.h"
#include "headscope/encoding.h"
#include "kernels/layer_norm.h"
#include "kernels/rows.h"

namespace headscope::encoder {

/// Whether a family tells a pair's texts apart by a vector each.
enum class Segments { kNone, kAdded };

class Embeddings {
 public:
  /// Binds the weights below `scope` by the names that BERT gave them: word_embeddings,
  /// position_embeddings, token_type_embeddings, LayerNorm.
  Embeddings(WeightLoader& loader, const WeightLoader::Scope& scope, const EncoderConfig& config,
             Segments segments = Segments::kAdded);

  /// out [n, embedding_size] = LayerNorm(word + position + type).
  void forward(const Encoding& encoding, kernels::Rows out, kernels::ThreadPool& pool) const;

 private:
  std::int64_t size_;
  const checkpoint::TensorView* words_;  // most of the file, of which a text needs a few rows
  Tensor positions_;                     // [max_positions, embedding_size]
  Tensor types_;                         // [token_types, embedding_size], or empty
  kernels::LayerNorm norm_;
};

}  // namespace headscope::encoder
