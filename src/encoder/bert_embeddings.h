// BERT's input: the sum of a word's, a position's and a segment's vector, normalised
// (Devlin et al., arXiv 1810.04805, figure 2).
#pragma once

#include "encoder/bert_config.h"
#include "encoder/load_weights.h"
#include "headscope/encoding.h"
#include "kernels/layer_norm.h"
#include "kernels/rows.h"

namespace headscope::encoder {

class BertEmbeddings {
 public:
  BertEmbeddings(WeightLoader& loader, const WeightLoader::Scope& scope, const BertConfig& config);

  /// hidden [n, hidden_size] = LayerNorm(word + position + type).
  void forward(const Encoding& encoding, kernels::Rows hidden, kernels::ThreadPool& pool) const;

 private:
  std::int64_t hidden_size_;
  const checkpoint::TensorView* words_;  // most of the file, of which a text needs a few rows
  Tensor positions_;                     // [max_positions, hidden_size]
  Tensor types_;                         // [token_types, hidden_size]
  kernels::LayerNorm norm_;
};

}  // namespace headscope::encoder
