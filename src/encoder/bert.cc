#include "encoder/bert.h"

#include <fmt/format.h>

namespace headscope::encoder {
namespace {

using kernels::Activation;

constexpr EncoderConfig kBertBase = {
    .vocabulary_size = 30522,
    .embedding_size = 768,
    .hidden_size = 768,
    .layers = 12,
    .heads = 12,
    .intermediate_size = 3072,
    .max_positions = 512,
    .token_types = 2,
    .layer_norm_epsilon = 1e-12f,
    .activation = Activation::kGelu,
};

TaskHeadSpecs heads(const EncoderConfig& sizes) {
  return {
      .masked_lm = {{.transform = {.dense = "cls.predictions.transform.dense",
                                   .activation = sizes.activation,
                                   .norm = "cls.predictions.transform.LayerNorm",
                                   .epsilon = sizes.layer_norm_epsilon},
                     .decoder = "cls.predictions.decoder",
                     .bias = "cls.predictions"}},
      .classifier = {{.takes_pooled = true, .output = "classifier"}},
      .tagger = {{.output = "classifier"}},
      .question_answering = {{.output = "qa_outputs"}},
  };
}

}  // namespace

Bert::Bert(const checkpoint::Config& config, int threads)
    : Encoder(config, {.prefix = "bert"}, EncoderConfig::read(config, kBertBase), threads),
      embeddings_(loader_, weights_.scope("embeddings"), sizes_) {
  for (std::int64_t layer = 0; layer < sizes_.layers; ++layer) {
    layers_.emplace_back(loader_, weights_.scope(fmt::format("encoder.layer.{}", layer)), sizes_);
  }
  bind_pooler(Activation::kTanh);
  bind_head(heads(sizes_));
}

void Bert::run(Pass& pass) {
  embeddings_.forward(pass.encoding(), work_.hidden, pool_);
  pass.keep_hidden(0, work_.hidden);
  for (std::int64_t layer = 0; layer < sizes_.layers; ++layer) {
    layers_[static_cast<std::size_t>(layer)].forward(work_, pass.layer(layer), pool_);
    pass.keep_hidden(layer + 1, work_.hidden);
  }
}

}  // namespace headscope::encoder
