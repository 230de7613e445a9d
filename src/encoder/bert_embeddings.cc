#include "encoder/bert_embeddings.h"

namespace headscope::encoder {

BertEmbeddings::BertEmbeddings(WeightLoader& loader, const WeightLoader::Scope& scope,
                               const BertConfig& config)
    : hidden_size_(config.hidden_size),
      words_(&loader.in_place(scope.scope("word_embeddings"), config.vocabulary_size,
                              config.hidden_size)),
      positions_(loader.matrix(scope.scope("position_embeddings"), config.max_positions,
                               config.hidden_size)),
      types_(loader.matrix(scope.scope("token_type_embeddings"), config.token_types,
                           config.hidden_size)),
      norm_(loader.layer_norm(scope.scope("LayerNorm"), config.hidden_size,
                              config.layer_norm_epsilon)) {}

void BertEmbeddings::forward(const Encoding& encoding, kernels::Rows hidden,
                             kernels::ThreadPool& pool) const {
  for (std::size_t token = 0; token < encoding.size(); ++token) {
    float* const row = hidden.row(static_cast<std::int64_t>(token));
    widen(*words_, {row, static_cast<std::size_t>(hidden_size_)},
          encoding.ids[token] * hidden_size_);
    const auto position = positions_.at(token);
    const auto type = types_.at(encoding.type_ids[token]);
    // Words and types first, then positions: the order of the original, to the last bit.
    for (std::size_t i = 0; i < position.size(); ++i) row[i] = row[i] + type[i] + position[i];
  }
  kernels::layer_norm(hidden, norm_, hidden, pool);
}

}  // namespace headscope::encoder
