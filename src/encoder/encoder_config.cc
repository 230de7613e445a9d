#include "encoder/encoder_config.h"

#include <fmt/format.h>

#include "headscope/error.h"

namespace headscope::encoder {
namespace {

// Far above every model there is, and far below what would overflow a product of two sizes.
constexpr std::int64_t kLargestSize = std::int64_t{1} << 24;

}  // namespace

void refuse(const checkpoint::Config& config, std::string_view what) {
  throw Error(fmt::format("{}: {}", config.file().string(), what));
}

std::int64_t read_size(const checkpoint::Config& config, std::string_view key,
                       std::int64_t fallback) {
  const std::int64_t value = config.integer(key, fallback);
  if (value < 1 || value > kLargestSize) {
    refuse(config, fmt::format("{} is {}, it must lie between 1 and {}", key, value, kLargestSize));
  }
  return value;
}

std::int64_t read_count(const checkpoint::Config& config, std::string_view key,
                        std::int64_t fallback) {
  return config.integer(key, fallback) == 0 ? 0 : read_size(config, key, fallback);
}

float read_epsilon(const checkpoint::Config& config, std::string_view key, float fallback) {
  const double value = config.number(key, fallback);
  if (!(value >= 0 && value < 1)) {
    refuse(config, fmt::format("{} is {}, it must lie between 0 and 1", key, value));
  }
  return static_cast<float>(value);
}

kernels::Activation read_activation(const checkpoint::Config& config, std::string_view key,
                                    kernels::Activation fallback) {
  if (!config.has(key)) return fallback;
  const std::string name = config.string(key);
  if (const auto found = kernels::find_activation(name)) return *found;
  refuse(config, fmt::format("{} '{}' is not supported; known are {}", key, name,
                             kernels::activation_names()));
}

void refuse_what_no_encoder_has(const checkpoint::Config& config) {
  const std::string positions = config.string("position_embedding_type", "absolute");
  if (positions != "absolute") {
    refuse(config, fmt::format("position_embedding_type '{}' is not supported; known is absolute",
                               positions));
  }
  for (const char* key : {"is_decoder", "add_cross_attention"}) {
    if (config.boolean(key, false)) {
      refuse(config, fmt::format("{} is true, but only encoders that see the whole text are "
                                 "supported",
                                 key));
    }
  }
  if (config.has("pruned_heads") && !config.json()["pruned_heads"].empty()) {
    refuse(config, "pruned_heads lists heads, but only whole layers are supported");
  }
  if (config.has("per_layer_config") && !config.json()["per_layer_config"].empty()) {
    refuse(config,
           "per_layer_config sets layers apart, but only layers that are alike are "
           "supported");
  }
  if (config.has("quantization_config")) {
    refuse(config,
           "quantization_config is there, but only weights of float32, float16 and bfloat16 "
           "are supported; take the checkpoint from before it was quantized");
  }
}

void require_whole_heads(const checkpoint::Config& config, const EncoderConfig& sizes) {
  if (sizes.hidden_size % sizes.heads == 0) return;
  refuse(config, fmt::format("hidden_size {} cannot be shared out among {} heads",
                             sizes.hidden_size, sizes.heads));
}

EncoderConfig EncoderConfig::read(const checkpoint::Config& config,
                                  const EncoderConfig& published) {
  refuse_what_no_encoder_has(config);
  const std::int64_t hidden_size = read_size(config, "hidden_size", published.hidden_size);
  const EncoderConfig sizes{
      .vocabulary_size = read_size(config, "vocab_size", published.vocabulary_size),
      .embedding_size = hidden_size,
      .hidden_size = hidden_size,
      .layers = read_size(config, "num_hidden_layers", published.layers),
      .heads = read_size(config, "num_attention_heads", published.heads),
      .intermediate_size = read_size(config, "intermediate_size", published.intermediate_size),
      .max_positions = read_size(config, "max_position_embeddings", published.max_positions),
      .token_types = read_count(config, "type_vocab_size", published.token_types),
      .layer_norm_epsilon = read_epsilon(config, "layer_norm_eps", published.layer_norm_epsilon),
      .activation = read_activation(config, "hidden_act", published.activation),
  };
  require_whole_heads(config, sizes);
  return sizes;
}

}  // namespace headscope::encoder
