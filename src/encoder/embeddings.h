// The input of an encoder: the sum of a word's, a position's and a segment's vector, normalised
// (Devlin et al., arXiv 1810.04805, figure 2).
#pragma once

#include <optional>

#include "encoder/encoder_config.h"
#include "encoder/load_weights.h"
#include "headscope/encoding.h"
#include "kernels/layer_norm.h"
#include "kernels/rows.h"

namespace headscope::encoder {

/// Whether a family tells a pair's texts apart by a vector each.
enum class Segments { kNone, kAdded };

/// How a family finds a token's position vector.
struct Positions {
  /// Without vectors, positions come in elsewhere.
  bool added = true;

  /// Tokens count from behind this id on. A token that has the id takes the position of the same
  /// number and is not counted. Without it, tokens count from 0 on, whatever they are.
  std::optional<std::int64_t> padding = {};

  /// Positions that no token is counted at.
  std::int64_t unused() const { return padding ? *padding + 1 : 0; }
};

/// The sum alone.
class EmbeddingSum {
 public:
  /// Binds the weights below `scope` by the names that BERT gave them: word_embeddings,
  /// position_embeddings, token_type_embeddings.
  EmbeddingSum(WeightLoader& loader, const WeightLoader::Scope& scope, const EncoderConfig& config,
               Segments segments, Positions positions);

  /// out [n, embedding_size] = word + type + position.
  void forward(const Encoding& encoding, kernels::Rows out) const;

 private:
  std::int64_t size_;
  std::optional<std::int64_t> padding_;
  const checkpoint::TensorView* words_;  // most of the file, of which a text needs a few rows
  Tensor positions_;                     // [positions, embedding_size], or empty
  Tensor types_;                         // [token_types, embedding_size], or empty
};

class Embeddings {
 public:
  /// Binds the sum's weights and the layer norm's, LayerNorm.
  Embeddings(WeightLoader& loader, const WeightLoader::Scope& scope, const EncoderConfig& config,
             Segments segments = Segments::kAdded, Positions positions = {});

  /// out [n, embedding_size] = LayerNorm(word + position + type).
  void forward(const Encoding& encoding, kernels::Rows out, kernels::ThreadPool& pool) const;

 private:
  EmbeddingSum sum_;
  kernels::LayerNorm norm_;
};

}  // namespace headscope::encoder
