#include "encoder/embeddings.h"

namespace headscope::encoder {

EmbeddingSum::EmbeddingSum(WeightLoader& loader, const WeightLoader::Scope& scope,
                           const EncoderConfig& config, Segments segments, Positions positions)
    : size_(config.embedding_size),
      padding_(positions.padding),
      words_(&loader.in_place(scope.scope("word_embeddings"), config.vocabulary_size, size_)) {
  if (positions.added) {
    positions_ = loader.matrix(scope.scope("position_embeddings"),
                               positions.unused() + config.max_positions, size_);
  }
  if (segments == Segments::kAdded) {
    types_ = loader.matrix(scope.scope("token_type_embeddings"), config.token_types, size_);
  }
}

void EmbeddingSum::forward(const Encoding& encoding, kernels::Rows out) const {
  const auto size = static_cast<std::size_t>(size_);
  std::int64_t counted = padding_ ? *padding_ + 1 : 0;
  for (std::size_t token = 0; token < encoding.size(); ++token) {
    float* const row = out.row(static_cast<std::int64_t>(token));
    widen(*words_, {row, size}, encoding.ids[token] * size_);
    // Words and types first, then positions: the order of the original, to the last bit.
    if (!types_.empty()) {
      const auto type = types_.at(encoding.type_ids[token]);
      for (std::size_t i = 0; i < size; ++i) row[i] += type[i];
    }
    if (!positions_.empty()) {
      const bool is_padding = padding_ && encoding.ids[token] == *padding_;
      const auto position = positions_.at(is_padding ? *padding_ : counted++);
      for (std::size_t i = 0; i < size; ++i) row[i] += position[i];
    }
  }
}

Embeddings::Embeddings(WeightLoader& loader, const WeightLoader::Scope& scope,
                       const EncoderConfig& config, Segments segments, Positions positions)
    : sum_(loader, scope, config, segments, positions),
      norm_(loader.layer_norm(scope.scope("LayerNorm"), config.embedding_size,
                              config.layer_norm_epsilon)) {}

void Embeddings::forward(const Encoding& encoding, kernels::Rows out,
                         kernels::ThreadPool& pool) const {
  sum_.forward(encoding, out);
  kernels::layer_norm(out, norm_, out, pool);
}

}  // namespace headscope::encoder
