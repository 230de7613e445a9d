#include "encoder/roberta.h"

#include <fmt/format.h>

namespace headscope::encoder {
namespace {

using kernels::Activation;

/// What the three families share where config.json leaves out a key.
EncoderConfig published(const checkpoint::Config& config) {
  const bool is_roberta = config.string("model_type", "roberta") == "roberta";
  return {
      .vocabulary_size = is_roberta ? 50265 : 30522,
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
}

Positions positions(const checkpoint::Config& config) {
  return {.padding = config.integer("pad_token_id", 1)};
}

EncoderConfig read_sizes(const checkpoint::Config& config) {
  return counted_behind_padding(config, EncoderConfig::read(config, published(config)),
                                positions(config));
}

}  // namespace

EncoderConfig counted_behind_padding(const checkpoint::Config& config, EncoderConfig sizes,
                                     const Positions& positions) {
  const std::int64_t padding = positions.padding.value();
  if (padding < 0 || padding >= sizes.max_positions - 1) {
    refuse(config, fmt::format("pad_token_id is {}, it must lie between 0 and {}: positions are "
                               "counted from behind it, up to max_position_embeddings {}",
                               padding, sizes.max_positions - 2, sizes.max_positions));
  }
  sizes.max_positions -= positions.unused();
  return sizes;
}

TaskHeadSpecs roberta_heads(const EncoderConfig& sizes) {
  return {
      .masked_lm = {{.transform = {.dense = "lm_head.dense",
                                   .activation = Activation::kGelu,  // whatever the layers have
                                   .norm = "lm_head.layer_norm",
                                   .epsilon = sizes.layer_norm_epsilon},
                     .decoder = "lm_head.decoder",
                     .bias = "lm_head"}},
      .classifier = {{.transform = {.dense = "classifier.dense", .activation = Activation::kTanh},
                      .output = "classifier.out_proj"}},
      .tagger = {{.output = "classifier"}},
      .question_answering = {{.output = "qa_outputs"}},
  };
}

Roberta::Roberta(const checkpoint::Config& config, int threads)
    : Encoder(config, {.prefix = "roberta"}, read_sizes(config), threads),
      embeddings_(loader_, weights_.scope("embeddings"), sizes_, Segments::kAdded,
                  positions(config)) {
  for (std::int64_t layer = 0; layer < sizes_.layers; ++layer) {
    layers_.emplace_back(loader_, weights_.scope(fmt::format("encoder.layer.{}", layer)), sizes_);
  }
  bind_pooler(Activation::kTanh);
  bind_head(roberta_heads(sizes_));
}

void Roberta::run(Pass& pass) {
  embeddings_.forward(pass.encoding(), work_.hidden, pool_);
  pass.keep_hidden(0, work_.hidden);
  for (std::int64_t layer = 0; layer < sizes_.layers; ++layer) {
    layers_[static_cast<std::size_t>(layer)].forward(work_, pass.layer(layer), pool_);
    pass.keep_hidden(layer + 1, work_.hidden);
  }
}

}  // namespace headscope::encoder
