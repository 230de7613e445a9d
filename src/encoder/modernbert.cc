#include "encoder/modernbert.h"

#include <fmt/format.h>

namespace headscope::encoder {
namespace {

constexpr FamilyNames kNames = {
    .prefix = "model", .words = "embeddings.tok_embeddings", .pooler = {}};

TaskHeadSpecs heads(const ModernBertConfig& config) {
  const TransformSpec transform = {.dense = "head.dense",
                                   .activation = config.classifier_activation,
                                   .norm = "head.norm",
                                   .epsilon = config.sizes.layer_norm_epsilon,
                                   .dense_bias = config.classifier_bias,
                                   .norm_bias = config.norm_bias};
  return {
      .masked_lm = {{.transform = transform,
                     .decoder = "decoder",
                     .decoder_bias = config.decoder_bias}},
      .classifier = {{.transform = transform,
                      .output = "classifier",
                      .summary = config.classifier_summary}},
      .tagger = {{.transform = transform, .output = "classifier"}},
      .question_answering = {{.transform = transform, .output = "classifier"}},
  };
}

}  // namespace

ModernBert::ModernBert(const checkpoint::Config& config, int threads)
    : ModernBert(config, ModernBertConfig::read(config), threads) {}

ModernBert::ModernBert(const checkpoint::Config& config, const ModernBertConfig& settings,
                       int threads)
    : Encoder(config, kNames, settings.sizes, threads),
      settings_(settings),
      words_(&loader_.in_place(weights_.scope(std::string(kNames.words)), sizes_.vocabulary_size,
                               sizes_.hidden_size)),
      embedding_norm_(loader_.layer_norm(weights_.scope("embeddings.norm"), sizes_.hidden_size,
                                         sizes_.layer_norm_epsilon, settings.norm_bias)),
      global_angles_(sizes_.head_dim(), settings.global_theta),
      local_angles_(sizes_.head_dim(), settings.local_theta) {
  for (std::int64_t layer = 0; layer < sizes_.layers; ++layer) {
    layers_.emplace_back(loader_, weights_.scope(fmt::format("layers.{}", layer)), layer,
                         settings_);
  }
  final_norm_ = loader_.layer_norm(weights_.scope("final_norm"), sizes_.hidden_size,
                                   sizes_.layer_norm_epsilon, settings.norm_bias);
  bind_head(heads(settings_));
}

void ModernBert::run(Pass& pass) {
  const std::int64_t n = work_.hidden.rows;
  global_angles_.reserve(n);
  local_angles_.reserve(n);
  const kernels::Rows inner = inner_.resize(n, 2 * sizes_.intermediate_size);

  embed(pass.encoding());
  pass.keep_hidden(0, work_.hidden);
  for (std::int64_t layer = 0; layer < sizes_.layers; ++layer) {
    const auto index = static_cast<std::size_t>(layer);
    const auto& angles = settings_.is_local[index] ? local_angles_ : global_angles_;
    layers_[index].forward(work_, inner, angles, pass.layer(layer), pool_);
    const bool is_last = layer + 1 == sizes_.layers;
    if (is_last) kernels::layer_norm(work_.hidden, final_norm_, work_.hidden, pool_);
    pass.keep_hidden(layer + 1, work_.hidden);
  }
}

void ModernBert::embed(const Encoding& encoding) {
  const std::int64_t size = sizes_.hidden_size;
  for (std::size_t token = 0; token < encoding.size(); ++token) {
    float* const row = work_.hidden.row(static_cast<std::int64_t>(token));
    widen(*words_, {row, static_cast<std::size_t>(size)}, encoding.ids[token] * size);
  }
  kernels::layer_norm(work_.hidden, embedding_norm_, work_.hidden, pool_);
}

}  // namespace headscope::encoder
