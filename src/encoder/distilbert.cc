#include "encoder/distilbert.h"

#include <fmt/format.h>

namespace headscope::encoder {
namespace {

using kernels::Activation;

// Not in the config: every DistilBERT has it.
constexpr float kEpsilon = 1e-12f;

constexpr LayerNames kLayer = {
    .query = "attention.q_lin",
    .key = "attention.k_lin",
    .value = "attention.v_lin",
    .attention_output = "attention.out_lin",
    .attention_norm = "sa_layer_norm",
    .intermediate = "ffn.lin1",
    .output = "ffn.lin2",
    .output_norm = "output_layer_norm",
};

/// A size under the name that all families have, or else under DistilBERT's own.
std::int64_t read_either(const checkpoint::Config& config, const char* common, const char* own,
                         std::int64_t fallback) {
  return read_size(config, config.has(common) ? common : own, fallback);
}

EncoderConfig read(const checkpoint::Config& config) {
  refuse_what_no_encoder_has(config);
  const std::int64_t dim = read_either(config, "hidden_size", "dim", 768);
  const EncoderConfig sizes{
      .vocabulary_size = read_size(config, "vocab_size", 30522),
      .embedding_size = dim,
      .hidden_size = dim,
      .layers = read_either(config, "num_hidden_layers", "n_layers", 6),
      .heads = read_either(config, "num_attention_heads", "n_heads", 12),
      .intermediate_size = read_size(config, "hidden_dim", 3072),
      .max_positions = read_size(config, "max_position_embeddings", 512),
      .token_types = 0,
      .layer_norm_epsilon = kEpsilon,
      .activation = read_activation(config, "activation", Activation::kGelu),
  };
  require_whole_heads(config, sizes);
  return sizes;
}

TaskHeadSpecs heads(const EncoderConfig& sizes) {
  return {
      .masked_lm = {{.transform = {.dense = "vocab_transform",
                                   .activation = sizes.activation,
                                   .norm = "vocab_layer_norm",
                                   .epsilon = kEpsilon},
                     .decoder = "vocab_projector"}},
      .classifier = {{.transform = {.dense = "pre_classifier", .activation = Activation::kRelu}}},
      .tagger = {{.output = "classifier"}},
      .question_answering = {{.output = "qa_outputs"}},
  };
}

}  // namespace

DistilBert::DistilBert(const checkpoint::Config& config, int threads)
    : Encoder(config, {.prefix = "distilbert"}, read(config), threads),
      embeddings_(loader_, weights_.scope("embeddings"), sizes_, Segments::kNone) {
  for (std::int64_t layer = 0; layer < sizes_.layers; ++layer) {
    layers_.emplace_back(loader_, weights_.scope(fmt::format("transformer.layer.{}", layer)),
                         sizes_, kLayer);
  }
  bind_head(heads(sizes_));
}

void DistilBert::run(Pass& pass) {
  embeddings_.forward(pass.encoding(), work_.hidden, pool_);
  pass.keep_hidden(0, work_.hidden);
  for (std::int64_t layer = 0; layer < sizes_.layers; ++layer) {
    layers_[static_cast<std::size_t>(layer)].forward(work_, pass.layer(layer), pool_);
    pass.keep_hidden(layer + 1, work_.hidden);
  }
}

}  // namespace headscope::encoder
