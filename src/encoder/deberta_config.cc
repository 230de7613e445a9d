#include "encoder/deberta_config.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <string>
#include <vector>

namespace headscope::encoder {
namespace {

using checkpoint::Config;
using kernels::Activation;

constexpr EncoderConfig kDebertaV2XLarge = {
    .vocabulary_size = 128100,
    .embedding_size = 1536,
    .hidden_size = 1536,
    .layers = 24,
    .heads = 24,
    .intermediate_size = 6144,
    .max_positions = 512,
    .token_types = 0,
    .layer_norm_epsilon = 1e-7f,
    .activation = Activation::kGelu,
};

/// A list as older files write it: "p2c | C2P".
std::vector<std::string> split_at_bars(std::string text) {
  std::vector<std::string> parts(1);
  for (const char letter : text) {
    if (letter == '|') {
      parts.emplace_back();
    } else if (letter != ' ') {
      parts.back() += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    }
  }
  return parts;
}

/// `pos_att_type` as a list of strings or as one with bars.
std::vector<std::string> read_terms(const Config& config) {
  const char* const key = "pos_att_type";
  if (!config.has(key)) return {};
  const nlohmann::json& terms = config.json().at(key);
  if (terms.is_string()) return split_at_bars(terms.get<std::string>());
  const auto is_string = [](const nlohmann::json& term) { return term.is_string(); };
  if (!terms.is_array() || !std::all_of(terms.begin(), terms.end(), is_string)) {
    refuse(config, fmt::format("{} is neither a string nor a list of strings", key));
  }
  return terms.get<std::vector<std::string>>();
}

bool contains(const std::vector<std::string>& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

/// A size that may be 0 or below, which says that there is no such part.
std::int64_t read_optional_size(const Config& config, std::string_view key, std::int64_t absent) {
  return config.integer(key, absent) <= 0 ? 0 : read_size(config, key, absent);
}

EncoderConfig read_sizes(const Config& config) {
  EncoderConfig sizes = EncoderConfig::read(config, kDebertaV2XLarge);
  sizes.embedding_size = read_size(config, "embedding_size", sizes.hidden_size);
  const std::int64_t head_size = config.integer("attention_head_size", sizes.head_dim());
  if (head_size != sizes.head_dim()) {
    refuse(config, fmt::format("attention_head_size is {}, but hidden_size {} makes {} heads of {} "
                               "numbers",
                               head_size, sizes.hidden_size, sizes.heads, sizes.head_dim()));
  }
  return sizes;
}

std::int64_t read_buckets(const Config& config, std::int64_t furthest) {
  const std::int64_t buckets = read_optional_size(config, "position_buckets", 0);
  if (buckets == 1) {
    refuse(config,
           "position_buckets is 1, which leaves no bucket for a near token; it must be above "
           "1, or 0 or less for none");
  }
  if (buckets > 0 && furthest - 1 == buckets / 2) {
    refuse(config, fmt::format("position_buckets {} have one for each distance below {}, where "
                               "max_relative_positions ends, so that none is left for others",
                               buckets, furthest));
  }
  return buckets;
}

/// Distances from here on share a vector.
std::int64_t read_furthest(const Config& config, const EncoderConfig& sizes) {
  const std::int64_t furthest = read_optional_size(config, "max_relative_positions", 0);
  return furthest > 0 ? furthest : sizes.max_positions;
}

std::int64_t read_convolution_width(const Config& config) {
  const std::int64_t width = read_optional_size(config, "conv_kernel_size", 0);
  if (width == 0 || width % 2 == 1) return width;
  refuse(config, fmt::format("conv_kernel_size is {}, but only odd ones give a vector for every "
                             "token",
                             width));
}

std::int64_t read_convolution_groups(const Config& config, std::int64_t hidden_size) {
  const std::int64_t groups = read_size(config, "conv_groups", 1);
  if (hidden_size % groups == 0) return groups;
  refuse(config, fmt::format("hidden_size {} cannot be shared out among conv_groups {}",
                             hidden_size, groups));
}

}  // namespace

float DebertaConfig::scale() const {
  const int terms = 1 + int{content_to_position} + int{position_to_content};
  return 1 / std::sqrt(static_cast<float>(sizes.head_dim()) * static_cast<float>(terms));
}

DebertaConfig DebertaConfig::read(const Config& config) {
  const EncoderConfig sizes = read_sizes(config);
  const std::vector<std::string> terms = read_terms(config);
  const std::int64_t furthest = read_furthest(config, sizes);
  return {
      .sizes = sizes,
      .positions = {.added = config.boolean("position_biased_input", true)},
      .segments = sizes.token_types > 0 ? Segments::kAdded : Segments::kNone,
      .legacy_masked_lm = config.boolean("legacy", true),
      .pooler_activation = read_activation(config, "pooler_hidden_act", Activation::kGelu),
      .relative_attention = config.boolean("relative_attention", false),
      .content_to_position = contains(terms, "c2p"),
      .position_to_content = contains(terms, "p2c"),
      .shares_projections = config.boolean("share_att_key", false),
      .normalises_distances =
          contains(split_at_bars(config.string("norm_rel_ebd", "none")), "layer_norm"),
      .furthest = furthest,
      .buckets = read_buckets(config, furthest),
      .convolution_width = read_convolution_width(config),
      .convolution_groups = read_convolution_groups(config, sizes.hidden_size),
      .convolution_activation = read_activation(config, "conv_act", Activation::kTanh),
  };
}

}  // namespace headscope::encoder
