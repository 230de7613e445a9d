#include "encoder/embeddings.h"

namespace headscope::encoder {

Embeddings::Embeddings(WeightLoader& loader, const WeightLoader::Scope& scope,
                       const EncoderConfig& config, Segments segments)
    : size_(config.embedding_size),
      words_(&loader.in_place(scope.scope("word_embeddings"), config.vocabulary_size, size_)),
      positions_(loader.matrix(scope.scope("position_embeddings"), config.max_positions, size_)),
      norm_(loader.layer_norm(scope.scope("LayerNorm"), size_, config.layer_norm_epsilon)) {
  if (segments == Segments::kAdded) {
    types_ = loader.matrix(scope.scope("token_type_embeddings"), config.token_types, size_);
  }
}

void Embeddings::forward(const Encoding& encoding, kernels::Rows out,
                         kernels::ThreadPool& pool) const {
  const auto size = static_cast<std::size_t>(size_);
  for (std::size_t token = 0; token < encoding.size(); ++token) {
    float* const row = out.row(static_cast<std::int64_t>(token));
    widen(*words_, {row, size}, encoding.ids[token] * size_);
    // Words and types first, then positions: the order of the original, to the last bit.
    if (!types_.empty()) {
      const auto type = types_.at(encoding.type_ids[token]);
      for (std::size_t i = 0; i < size; ++i) row[i] += type[i];
    }
    const auto position = positions_.at(token);
    for (std::size_t i = 0; i < size; ++i) row[i] += position[i];
  }
  kernels::layer_norm(out, norm_, out, pool);
}

}  // namespace headscope::encoder
