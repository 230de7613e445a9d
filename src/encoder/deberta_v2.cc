#include "encoder/deberta_v2.h"

#include <fmt/format.h>

#include <algorithm>

namespace headscope::encoder {
namespace {

MaskedLmSpec masked_lm(const DebertaConfig& config) {
  TransformSpec transform = {.dense = "cls.predictions.transform.dense",
                             .activation = config.sizes.activation,
                             .norm = "cls.predictions.transform.LayerNorm",
                             .epsilon = config.sizes.layer_norm_epsilon};
  if (config.legacy_masked_lm) {
    return {
        .transform = transform, .decoder = "cls.predictions.decoder", .bias = "cls.predictions"};
  }
  transform.dense = "lm_predictions.lm_head.dense";
  transform.norm = "lm_predictions.lm_head.LayerNorm";
  return {.transform = transform, .bias = "lm_predictions.lm_head"};
}

TaskHeadSpecs heads(const DebertaConfig& config) {
  return {
      .masked_lm = masked_lm(config),
      .classifier = {{.takes_pooled = true, .output = "classifier"}},
      .tagger = {{.output = "classifier"}},
      .question_answering = {{.output = "qa_outputs"}},
  };
}

}  // namespace

DebertaV2::DebertaV2(const checkpoint::Config& config, int threads)
    : DebertaV2(config, DebertaConfig::read(config), threads) {}

DebertaV2::DebertaV2(const checkpoint::Config& config, const DebertaConfig& settings, int threads)
    : Encoder(config, {.prefix = "deberta"}, settings.sizes, threads),
      settings_(settings),
      embeddings_(loader_, weights_.scope("embeddings"), sizes_, settings.segments,
                  settings.positions) {
  const auto embeddings = weights_.scope("embeddings");
  const auto encoder = weights_.scope("encoder");
  if (sizes_.embedding_size != sizes_.hidden_size) {
    embedding_projection_ = loader_.linear(embeddings.scope("embed_proj"), sizes_.hidden_size,
                                           sizes_.embedding_size, Bias::kNone);
  }
  embedding_norm_ = loader_.layer_norm(embeddings.scope("LayerNorm"), sizes_.hidden_size,
                                       sizes_.layer_norm_epsilon);
  if (settings.relative_attention) distances_.emplace(loader_, encoder, settings, pool_);
  for (std::int64_t layer = 0; layer < sizes_.layers; ++layer) {
    layers_.emplace_back(loader_, encoder.scope(fmt::format("layer.{}", layer)), settings);
  }
  if (settings.convolution_width > 0) {
    convolution_.emplace(loader_, encoder.scope("conv"),
                         ConvolutionConfig{.size = sizes_.hidden_size,
                                           .width = settings.convolution_width,
                                           .groups = settings.convolution_groups,
                                           .activation = settings.convolution_activation,
                                           .epsilon = sizes_.layer_norm_epsilon});
  }
  bind_pooler(settings.pooler_activation);
  bind_head(heads(settings));
}

void DebertaV2::run(Pass& pass) {
  const std::int64_t n = work_.hidden.rows;
  pass.keep_terms(distances_ && settings_.content_to_position,
                  distances_ && settings_.position_to_content);
  if (distances_) project_distances(n);

  embed(pass.encoding());
  pass.keep_hidden(0, work_.hidden);
  const kernels::ConstRows embedded = convolution_ ? copy_of_hidden() : kernels::ConstRows{};
  for (std::int64_t layer = 0; layer < sizes_.layers; ++layer) {
    layers_[static_cast<std::size_t>(layer)].forward(work_, distances_ ? &*distances_ : nullptr,
                                                     bias_.data(), pass.layer(layer), pool_);
    if (layer == 0 && convolution_) {
      convolution_->forward(embedded, work_.hidden, work_.hidden, pool_);
    }
    pass.keep_hidden(layer + 1, work_.hidden);
  }
}

void DebertaV2::embed(const Encoding& encoding) {
  const std::int64_t n = work_.hidden.rows;
  if (embedding_projection_) {
    const kernels::Rows words = words_.resize(n, sizes_.embedding_size);
    embeddings_.forward(encoding, words);
    kernels::linear(words, *embedding_projection_, {}, work_.hidden, pool_);
  } else {
    embeddings_.forward(encoding, work_.hidden);
  }
  kernels::layer_norm(work_.hidden, embedding_norm_, work_.hidden, pool_);
}

kernels::ConstRows DebertaV2::copy_of_hidden() {
  const kernels::Rows copy = embedded_.resize(work_.hidden.rows, sizes_.hidden_size);
  for (std::int64_t row = 0; row < copy.rows; ++row) {
    std::copy_n(work_.hidden.row(row), sizes_.hidden_size, copy.row(row));
  }
  return copy;
}

void DebertaV2::project_distances(std::int64_t n) {
  bias_.resize({sizes_.heads, n, n});
  if (distances_->reserve(n)) {
    for (DebertaLayer& layer : layers_) layer.project(*distances_, pool_);
  }
  work_.attention.reserve(distances_->vectors().rows, sizes_.head_dim(), pool_.threads());
}

}  // namespace headscope::encoder
