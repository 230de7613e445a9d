#include "encoder/albert.h"

#include <fmt/format.h>

namespace headscope::encoder {
namespace {

using kernels::Activation;

constexpr EncoderConfig kAlbertXxlarge = {
    .vocabulary_size = 30000,
    .embedding_size = 128,
    .hidden_size = 4096,
    .layers = 12,
    .heads = 64,
    .intermediate_size = 16384,
    .max_positions = 512,
    .token_types = 2,
    .layer_norm_epsilon = 1e-12f,
    .activation = Activation::kGeluTanh,
};

constexpr LayerNames kLayer = {
    .query = "attention.query",
    .key = "attention.key",
    .value = "attention.value",
    .attention_output = "attention.dense",
    .attention_norm = "attention.LayerNorm",
    .intermediate = "ffn",
    .output = "ffn_output",
    .output_norm = "full_layer_layer_norm",
};

AlbertSharing read_sharing(const checkpoint::Config& config) {
  const AlbertSharing sharing{
      .depth = read_size(config, "num_hidden_layers", kAlbertXxlarge.layers),
      .groups = read_size(config, "num_hidden_groups", 1),
      .inner = read_size(config, "inner_group_num", 1)};
  if (sharing.groups > sharing.depth) {
    refuse(config, fmt::format("num_hidden_groups {} is more than num_hidden_layers {}",
                               sharing.groups, sharing.depth));
  }
  return sharing;
}

EncoderConfig read(const checkpoint::Config& config) {
  EncoderConfig sizes = EncoderConfig::read(config, kAlbertXxlarge);
  sizes.embedding_size = read_size(config, "embedding_size", kAlbertXxlarge.embedding_size);
  sizes.layers = read_sharing(config).layers();
  return sizes;
}

TaskHeadSpecs heads(const EncoderConfig& sizes) {
  return {
      .masked_lm = {{.transform = {.dense = "predictions.dense",
                                   .activation = sizes.activation,
                                   .norm = "predictions.LayerNorm",
                                   .epsilon = sizes.layer_norm_epsilon},
                     .decoder = "predictions.decoder",
                     .bias = "predictions"}},
      .classifier = {{.takes_pooled = true}},
      .tagger = {{.output = "classifier"}},
      .question_answering = {{.output = "qa_outputs"}},
  };
}

}  // namespace

std::int64_t AlbertSharing::weights_of(std::int64_t layer) const {
  // Rounded as the original does it, where the layers cannot be shared out evenly.
  const double runs_of_group = static_cast<double>(depth) / static_cast<double>(groups);
  const std::int64_t run = layer / inner;
  const auto group = static_cast<std::int64_t>(static_cast<double>(run) / runs_of_group);
  return group * inner + layer % inner;
}

Albert::Albert(const checkpoint::Config& config, int threads)
    : Encoder(config, {.prefix = "albert", .pooler = "pooler"}, read(config), threads),
      sharing_(read_sharing(config)),
      embeddings_(loader_, weights_.scope("embeddings"), sizes_),
      projection_(loader_.linear(weights_.scope("encoder.embedding_hidden_mapping_in"),
                                 sizes_.hidden_size, sizes_.embedding_size)) {
  for (std::int64_t group = 0; group < sharing_.groups; ++group) {
    for (std::int64_t inner = 0; inner < sharing_.inner; ++inner) {
      const auto scope = weights_.scope(
          fmt::format("encoder.albert_layer_groups.{}.albert_layers.{}", group, inner));
      layers_.emplace_back(loader_, scope, sizes_, kLayer);
    }
  }
  bind_pooler(Activation::kTanh);
  bind_head(heads(sizes_));
}

void Albert::run(Pass& pass) {
  const kernels::Rows words = embedded_.resize(work_.hidden.rows, sizes_.embedding_size);
  embeddings_.forward(pass.encoding(), words, pool_);
  kernels::linear(words, projection_, {}, work_.hidden, pool_);
  pass.keep_hidden(0, work_.hidden);
  for (std::int64_t layer = 0; layer < sizes_.layers; ++layer) {
    const auto weights = static_cast<std::size_t>(sharing_.weights_of(layer));
    layers_[weights].forward(work_, pass.layer(layer), pool_);
    pass.keep_hidden(layer + 1, work_.hidden);
  }
}

}  // namespace headscope::encoder
