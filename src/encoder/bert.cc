#include "encoder/bert.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headscope::encoder {
namespace {

/// Sets a tensor's shape, or leaves it out.
void shape_if(bool wanted, Tensor& tensor, Tensor::Shape shape) {
  if (wanted) {
    tensor.resize(std::move(shape));
  } else {
    tensor.clear();
  }
}

/// out [heads, n, head_dim] from the columns that belong to each head.
void copy_heads(kernels::ConstRows in, std::int64_t heads, std::int64_t head_dim, float* out) {
  for (std::int64_t head = 0; head < heads; ++head) {
    for (std::int64_t row = 0; row < in.rows; ++row) {
      out = std::copy_n(in.row(row) + head * head_dim, head_dim, out);
    }
  }
}

std::string warning(const std::string& tensor) {
  return fmt::format(
      "the weight '{}' holds NaN or infinity; attention from there on means nothing, so get the "
      "checkpoint again",
      tensor);
}

}  // namespace

Bert::Bert(const checkpoint::Config& config, int threads)
    : config_(BertConfig::read(config)),
      weights_(checkpoint::Weights::open(config.file().parent_path(), "bert")),
      pool_(threads) {
  WeightLoader loader(pool_);
  embeddings_.emplace(loader, weights_.scope("embeddings"), config_);
  for (std::int64_t layer = 0; layer < config_.layers; ++layer) {
    layers_.emplace_back(loader, weights_.scope(fmt::format("encoder.layer.{}", layer)), config_);
  }
  if (weights_.find("pooler.dense.weight") != nullptr) {
    pooler_ =
        loader.linear(weights_.scope("pooler.dense"), config_.hidden_size, config_.hidden_size);
  }

  for (const std::string& tensor : loader.not_finite()) warnings_.push_back(warning(tensor));
  info_.layers = config_.layers;
  info_.heads = config_.heads;
  info_.hidden_size = config_.hidden_size;
  info_.head_dim = config_.head_dim();
  info_.intermediate_size = config_.intermediate_size;
  info_.vocabulary_size = config_.vocabulary_size;
  info_.max_positions = config_.max_positions;
  info_.token_types = config_.token_types;
  info_.parameters = loader.parameters();
  info_.weights_dtype =
      checkpoint::to_string(weights_.find("embeddings.word_embeddings.weight")->dtype);
}

void Bert::forward(const Encoding& encoding, const Keep& keep, Trace& trace) {
  const auto n = static_cast<std::int64_t>(encoding.size());
  shape(keep, n, trace);
  work_.resize(n, config_.hidden_size, config_.intermediate_size, config_.head_dim(),
               pool_.threads());

  embeddings_->forward(encoding, work_.hidden, pool_);
  warn_of_words_not_finite(encoding);
  keep_hidden(0, trace);
  for (std::int64_t layer = 0; layer < config_.layers; ++layer) {
    float* const scores = keep.scores ? trace.scores.at(layer).data() : nullptr;
    layers_[static_cast<std::size_t>(layer)].forward(work_, trace.attentions.at(layer).data(),
                                                     scores, pool_);
    keep_queries_keys_values(layer, trace);
    keep_hidden(layer + 1, trace);
  }
  if (!trace.pooled.empty()) pool_first_token(trace);
}

// Words are read when a text has them, so this is where a bad one shows. Layer norm has spread it
// over the whole row.
void Bert::warn_of_words_not_finite(const Encoding& encoding) {
  if (!warnings_.empty()) return;
  for (std::int64_t token = 0; token < work_.hidden.rows; ++token) {
    if (std::isfinite(*work_.hidden.row(token))) continue;
    warnings_.push_back(warning(fmt::format("embeddings.word_embeddings.weight, row {}",
                                            encoding.ids[static_cast<std::size_t>(token)])));
    return;
  }
}

void Bert::shape(const Keep& keep, std::int64_t n, Trace& trace) const {
  const std::int64_t layers = config_.layers;
  const std::int64_t heads = config_.heads;
  trace.attentions.resize({layers, heads, n, n});
  shape_if(keep.scores, trace.scores, {layers, heads, n, n});
  shape_if(keep.queries, trace.queries, {layers, heads, n, config_.head_dim()});
  shape_if(keep.keys, trace.keys, {layers, heads, n, config_.head_dim()});
  shape_if(keep.values, trace.values, {layers, heads, n, config_.head_dim()});
  shape_if(keep.hidden_states, trace.hidden_states, {layers + 1, n, config_.hidden_size});
  shape_if(keep.pooled && pooler_.has_value(), trace.pooled, {config_.hidden_size});
}

void Bert::keep_queries_keys_values(std::int64_t layer, Trace& trace) const {
  const kernels::ConstRows qkv = work_.query_key_value;
  std::int64_t column = 0;
  for (Tensor* tensor : {&trace.queries, &trace.keys, &trace.values}) {
    if (!tensor->empty()) {
      copy_heads(qkv.from_column(column), config_.heads, config_.head_dim(),
                 tensor->at(layer).data());
    }
    column += config_.hidden_size;
  }
}

void Bert::keep_hidden(std::int64_t index, Trace& trace) const {
  if (trace.hidden_states.empty()) return;
  float* out = trace.hidden_states.at(index).data();
  for (std::int64_t row = 0; row < work_.hidden.rows; ++row) {
    out = std::copy_n(work_.hidden.row(row), config_.hidden_size, out);
  }
}

void Bert::pool_first_token(Trace& trace) {
  const kernels::ConstRows first{work_.hidden.data, 1, work_.hidden.stride};
  const kernels::Rows pooled{work_.sum.data, 1, work_.sum.stride};
  kernels::linear(first, *pooler_, {.activation = kernels::Activation::kTanh}, pooled, pool_);
  std::copy_n(pooled.data, config_.hidden_size, trace.pooled.data());
}

}  // namespace headscope::encoder
