// The masked language model: a score for every word of the vocabulary at every position
// (Devlin et al., arXiv 1810.04805, section 3.1).
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "encoder/encoder_config.h"
#include "encoder/task_head.h"
#include "encoder/transform.h"
#include "encoder/workspace.h"

namespace headscope::encoder {

/// Where a family keeps the weights. The decoder is the embedding matrix of the words, unless the
/// checkpoint brings its own.
struct MaskedLmSpec {
  TransformSpec transform;
  std::string_view decoder = {};  ///< "cls.predictions.decoder"
  std::string_view bias = {};     ///< the scope of the bias, where it is not the decoder's
  Bias decoder_bias = Bias::kPresent;
};

class MaskedLmHead final : public TaskHead {
 public:
  /// `words` is the scope of the embedding matrix.
  MaskedLmHead(WeightLoader& loader, const checkpoint::Weights& weights, const MaskedLmSpec& spec,
               std::string_view words, const EncoderConfig& config);

  /// logits [n, vocabulary_size], or a row for each token of `trace.logits_of`.
  void forward(kernels::ConstRows hidden, Trace& trace, kernels::ThreadPool& pool) override;

 private:
  kernels::ConstRows choose(kernels::ConstRows hidden, const std::vector<std::int64_t>& tokens);
  const checkpoint::TensorView* bind_decoder(const checkpoint::Weights& weights,
                                             const MaskedLmSpec& spec, std::string_view words,
                                             const EncoderConfig& config);
  const checkpoint::TensorView* bind_bias(const checkpoint::Weights& weights,
                                          const MaskedLmSpec& spec, const EncoderConfig& config);

  WeightLoader& loader_;
  std::int64_t hidden_size_;
  Transform transform_;  // to the size of a word's vector
  const checkpoint::TensorView* weight_;
  const checkpoint::TensorView* bias_;      // or null
  std::optional<kernels::Linear> decoder_;  // packed when logits are first asked for: it is large
  RowBuffer chosen_;
  RowBuffer transformed_;
  RowBuffer logits_;
};

}  // namespace headscope::encoder
