#include "encoder/electra.h"

#include <fmt/format.h>

namespace headscope::encoder {
namespace {

using kernels::Activation;

constexpr EncoderConfig kElectraSmall = {
    .vocabulary_size = 30522,
    .embedding_size = 128,
    .hidden_size = 256,
    .layers = 12,
    .heads = 4,
    .intermediate_size = 1024,
    .max_positions = 512,
    .token_types = 2,
    .layer_norm_epsilon = 1e-12f,
    .activation = Activation::kGelu,
};

EncoderConfig read(const checkpoint::Config& config) {
  EncoderConfig sizes = EncoderConfig::read(config, kElectraSmall);
  sizes.embedding_size = read_size(config, "embedding_size", kElectraSmall.embedding_size);
  return sizes;
}

/// The generator's and the classifier's activations are not the config's.
TaskHeadSpecs heads(const EncoderConfig& sizes) {
  return {
      .masked_lm = {{.transform = {.dense = "generator_predictions.dense",
                                   .activation = Activation::kGelu,
                                   .norm = "generator_predictions.LayerNorm",
                                   .epsilon = sizes.layer_norm_epsilon},
                     .decoder = "generator_lm_head"}},
      .classifier = {{.transform = {.dense = "classifier.dense", .activation = Activation::kGelu},
                      .output = "classifier.out_proj"}},
      .tagger = {{.output = "classifier"}},
      .question_answering = {{.output = "qa_outputs"}},
      .discriminator = {{.transform = {.dense = "discriminator_predictions.dense",
                                       .activation = sizes.activation},
                         .output = "discriminator_predictions.dense_prediction"}},
  };
}

}  // namespace

Electra::Electra(const checkpoint::Config& config, int threads)
    : Encoder(config, {.prefix = "electra"}, read(config), threads),
      embeddings_(loader_, weights_.scope("embeddings"), sizes_) {
  if (sizes_.embedding_size != sizes_.hidden_size) {
    projection_ = loader_.linear(weights_.scope("embeddings_project"), sizes_.hidden_size,
                                 sizes_.embedding_size);
  }
  for (std::int64_t layer = 0; layer < sizes_.layers; ++layer) {
    layers_.emplace_back(loader_, weights_.scope(fmt::format("encoder.layer.{}", layer)), sizes_);
  }
  bind_head(heads(sizes_));
}

void Electra::embed(const Encoding& encoding) {
  if (!projection_) return embeddings_.forward(encoding, work_.hidden, pool_);
  const kernels::Rows words = embedded_.resize(work_.hidden.rows, sizes_.embedding_size);
  embeddings_.forward(encoding, words, pool_);
  kernels::linear(words, *projection_, {}, work_.hidden, pool_);
}

void Electra::run(Pass& pass) {
  embed(pass.encoding());
  pass.keep_hidden(0, work_.hidden);
  for (std::int64_t layer = 0; layer < sizes_.layers; ++layer) {
    layers_[static_cast<std::size_t>(layer)].forward(work_, pass.layer(layer), pool_);
    pass.keep_hidden(layer + 1, work_.hidden);
  }
}

}  // namespace headscope::encoder
