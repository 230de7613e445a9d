#include "encoder/mpnet.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "encoder/roberta.h"

namespace headscope::encoder {
namespace {

using kernels::Activation;

constexpr EncoderConfig kMpnetBase = {
    .vocabulary_size = 30527,
    .embedding_size = 768,
    .hidden_size = 768,
    .layers = 12,
    .heads = 12,
    .intermediate_size = 3072,
    .max_positions = 512,
    .token_types = 1,
    .layer_norm_epsilon = 1e-12f,
    .activation = Activation::kGelu,
};

// The original counts behind this id, whatever config.json says of the padding.
constexpr Positions kPositions = {.padding = 1};

// Distances fall into these buckets, half of them for each direction, however many the matrix has.
constexpr std::int64_t kBuckets = 32;
constexpr std::int64_t kFurthest = 128;  // from here on, all are in one

constexpr LayerNames kLayer = {
    .query = "attention.attn.q",
    .key = "attention.attn.k",
    .value = "attention.attn.v",
    .attention_output = "attention.attn.o",
    .attention_norm = "attention.LayerNorm",
    .intermediate = "intermediate.dense",
    .output = "output.dense",
    .output_norm = "output.LayerNorm",
};

EncoderConfig read_sizes(const checkpoint::Config& config) {
  EncoderConfig sizes =
      counted_behind_padding(config, EncoderConfig::read(config, kMpnetBase), kPositions);
  sizes.token_types = 0;
  return sizes;
}

std::int64_t read_buckets(const checkpoint::Config& config) {
  const std::int64_t buckets = read_size(config, "relative_attention_num_buckets", kBuckets);
  if (buckets >= kBuckets) return buckets;
  refuse(config, fmt::format("relative_attention_num_buckets is {}, but MPNet uses {} whatever it "
                             "says, so the matrix must have as many",
                             buckets, kBuckets));
}

/// The bucket of a key that stands `ahead` tokens behind the query in the text: exact for the
/// nearest, then wider and wider. Single precision, as the weights were trained with it.
std::int64_t bucket(std::int64_t ahead) {
  constexpr std::int64_t kOneWay = kBuckets / 2;
  constexpr std::int64_t kExact = kOneWay / 2;
  const std::int64_t direction = ahead > 0 ? kOneWay : 0;
  const std::int64_t distance = std::abs(ahead);
  if (distance < kExact) return direction + distance;
  const float log_distance = std::log(static_cast<float>(distance) / kExact);
  const auto log_furthest = static_cast<float>(std::log(static_cast<double>(kFurthest) / kExact));
  const float share = log_distance / log_furthest * static_cast<float>(kOneWay - kExact);
  return direction + std::min(kExact + static_cast<std::int64_t>(share), kOneWay - 1);
}

}  // namespace

Mpnet::Mpnet(const checkpoint::Config& config, int threads)
    : Encoder(config, {.prefix = "mpnet"}, read_sizes(config), threads),
      embeddings_(loader_, weights_.scope("embeddings"), sizes_, Segments::kNone, kPositions),
      bias_of_bucket_(loader_.matrix(weights_.scope("encoder.relative_attention_bias"),
                                     read_buckets(config), sizes_.heads)) {
  for (std::int64_t layer = 0; layer < sizes_.layers; ++layer) {
    layers_.emplace_back(loader_, weights_.scope(fmt::format("encoder.layer.{}", layer)), sizes_,
                         kLayer);
  }
  bind_pooler(Activation::kTanh);
  bind_head(roberta_heads(sizes_));
}

void Mpnet::run(Pass& pass) {
  embeddings_.forward(pass.encoding(), work_.hidden, pool_);
  pass.keep_hidden(0, work_.hidden);
  compute_bias(work_.hidden.rows);
  for (std::int64_t layer = 0; layer < sizes_.layers; ++layer) {
    layers_[static_cast<std::size_t>(layer)].forward(work_, pass.layer(layer), pool_, bias_.data());
    pass.keep_hidden(layer + 1, work_.hidden);
  }
}

void Mpnet::compute_bias(std::int64_t n) {
  bias_.resize({sizes_.heads, n, n});
  for (std::int64_t ahead = 1 - n; ahead < n; ++ahead) {
    const auto of_heads = bias_of_bucket_.at(bucket(ahead));
    for (std::int64_t head = 0; head < sizes_.heads; ++head) {
      const float bias = of_heads[static_cast<std::size_t>(head)];
      const auto map = bias_.at(head);
      const std::int64_t first = std::max<std::int64_t>(0, -ahead);
      const std::int64_t last = std::min(n, n - ahead);
      for (std::int64_t from = first; from < last; ++from) map[from * n + from + ahead] = bias;
    }
  }
}

}  // namespace headscope::encoder
