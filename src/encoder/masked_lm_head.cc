#include "encoder/masked_lm_head.h"

#include <algorithm>
#include <span>
#include <string>

#include "encoder/pass.h"

namespace headscope::encoder {
namespace {

// Rows of logits that are made at a time: a vocabulary is so wide that all of a text's would need
// as much memory as the encoder's weights.
constexpr std::int64_t kBlockRows = 128;

}  // namespace

MaskedLmHead::MaskedLmHead(WeightLoader& loader, const checkpoint::Weights& weights,
                           const MaskedLmSpec& spec, std::string_view words,
                           const EncoderConfig& config)
    : loader_(loader),
      hidden_size_(config.hidden_size),
      transform_(loader, weights, spec.transform, config.embedding_size, config.hidden_size),
      weight_(bind_decoder(weights, spec, words, config)),
      bias_(bind_bias(weights, spec, config)) {}

const checkpoint::TensorView* MaskedLmHead::bind_decoder(const checkpoint::Weights& weights,
                                                         const MaskedLmSpec& spec,
                                                         std::string_view words,
                                                         const EncoderConfig& config) {
  const auto own = weights.scope(std::string(spec.decoder));
  const auto& tied = weights.scope(std::string(words))
                         .require("weight", {config.vocabulary_size, config.embedding_size});
  const checkpoint::TensorView* stored = own.find("weight");
  if (stored == nullptr || stored->data.data() == tied.data.data()) return &tied;
  return &loader_.in_place(own, config.vocabulary_size, config.embedding_size);
}

const checkpoint::TensorView* MaskedLmHead::bind_bias(const checkpoint::Weights& weights,
                                                      const MaskedLmSpec& spec,
                                                      const EncoderConfig& config) {
  if (spec.decoder_bias == Bias::kNone) return nullptr;
  const auto decoder = weights.scope(std::string(spec.decoder));
  const bool own = spec.bias.empty() || decoder.find("bias") != nullptr;
  const auto scope = own ? decoder : weights.scope(std::string(spec.bias));
  return &loader_.count(scope.require("bias", {config.vocabulary_size}));
}

kernels::ConstRows MaskedLmHead::choose(kernels::ConstRows hidden,
                                        const std::vector<std::int64_t>& tokens) {
  const auto count = static_cast<std::int64_t>(tokens.size());
  const kernels::Rows chosen = chosen_.resize(count, hidden_size_);
  for (std::int64_t row = 0; row < count; ++row) {
    std::copy_n(hidden.row(tokens[static_cast<std::size_t>(row)]), hidden_size_, chosen.row(row));
  }
  return chosen;
}

void MaskedLmHead::forward(kernels::ConstRows hidden, Trace& trace, kernels::ThreadPool& pool) {
  if (!decoder_) {
    decoder_ = loader_.pack(std::span(&weight_, 1),
                            std::span(&bias_, static_cast<std::size_t>(bias_ != nullptr)));
  }
  if (!trace.logits_of.empty()) hidden = choose(hidden, trace.logits_of);
  const std::int64_t vocabulary = decoder_->weight.columns();
  const kernels::Rows words = transformed_.resize(hidden.rows, transform_.columns());
  transform_.forward(hidden, words, pool);

  trace.logits.resize({hidden.rows, vocabulary});
  float* out = trace.logits.data();
  for (std::int64_t first = 0; first < hidden.rows; first += kBlockRows) {
    const std::int64_t rows = std::min(kBlockRows, hidden.rows - first);
    const kernels::Rows logits = logits_.resize(rows, vocabulary);
    kernels::linear({words.row(first), rows, words.stride}, *decoder_, {}, logits, pool);
    out = copy_rows(logits, vocabulary, out);
  }
}

}  // namespace headscope::encoder
