// RoBERTa (Liu et al., arXiv 1907.11692), and with it XLM-RoBERTa (Conneau et al., arXiv
// 1911.02116) and CamemBERT (Martin et al., arXiv 1911.03894): BERT trained better, with positions
// that begin behind the padding's.
#pragma once

#include <vector>

#include "encoder/embeddings.h"
#include "encoder/encoder.h"
#include "encoder/post_norm_layer.h"

namespace headscope::encoder {

class Roberta final : public Encoder {
 public:
  /// Reads the weights that `config` asks for from its folder.
  Roberta(const checkpoint::Config& config, int threads);

 private:
  void run(Pass& pass) override;

  Embeddings embeddings_;
  std::vector<PostNormLayer> layers_;
};

/// The heads of RoBERTa, which MPNet took over.
TaskHeadSpecs roberta_heads(const EncoderConfig& sizes);

/// Takes from `sizes.max_positions`, the rows of the matrix, those in which no token is counted.
/// Throws Error that names the key when the padding leaves no room.
EncoderConfig counted_behind_padding(const checkpoint::Config& config, EncoderConfig sizes,
                                     const Positions& positions);

}  // namespace headscope::encoder
