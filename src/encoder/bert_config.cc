#include "encoder/bert_config.h"

#include <fmt/format.h>

#include "headscope/error.h"

namespace headscope::encoder {
namespace {

// Far above every model there is, and far below what would overflow a product of two sizes.
constexpr std::int64_t kLargestSize = std::int64_t{1} << 24;

template <typename... Arguments>
[[noreturn]] void refuse(const checkpoint::Config& config, fmt::format_string<Arguments...> format,
                         Arguments&&... arguments) {
  throw Error(fmt::format("{}: {}", config.file().string(),
                          fmt::format(format, std::forward<Arguments>(arguments)...)));
}

std::int64_t size(const checkpoint::Config& config, std::string_view key, std::int64_t fallback) {
  const std::int64_t value = config.integer(key, fallback);
  if (value < 1 || value > kLargestSize) {
    refuse(config, "{} is {}, it must lie between 1 and {}", key, value, kLargestSize);
  }
  return value;
}

kernels::Activation read_activation(const checkpoint::Config& config) {
  const std::string name = config.string("hidden_act", "gelu");
  if (const auto found = kernels::find_activation(name)) return *found;
  refuse(config, "hidden_act '{}' is not supported; known are {}", name,
         kernels::activation_names());
}

void refuse_what_is_not_bert(const checkpoint::Config& config) {
  const std::string positions = config.string("position_embedding_type", "absolute");
  if (positions != "absolute") {
    refuse(config, "position_embedding_type '{}' is not supported; known is absolute", positions);
  }
  for (const char* key : {"is_decoder", "add_cross_attention"}) {
    if (config.boolean(key, false)) {
      refuse(config, "{} is true, but only encoders that see the whole text are supported", key);
    }
  }
}

}  // namespace

BertConfig BertConfig::read(const checkpoint::Config& config) {
  refuse_what_is_not_bert(config);
  const BertConfig bert{
      .vocabulary_size = size(config, "vocab_size", 30522),
      .hidden_size = size(config, "hidden_size", 768),
      .layers = size(config, "num_hidden_layers", 12),
      .heads = size(config, "num_attention_heads", 12),
      .intermediate_size = size(config, "intermediate_size", 3072),
      .max_positions = size(config, "max_position_embeddings", 512),
      .token_types = size(config, "type_vocab_size", 2),
      .layer_norm_epsilon = static_cast<float>(config.number("layer_norm_eps", 1e-12)),
      .activation = read_activation(config),
  };
  if (bert.hidden_size % bert.heads != 0) {
    refuse(config, "hidden_size {} cannot be shared out among {} heads", bert.hidden_size,
           bert.heads);
  }
  if (!(bert.layer_norm_epsilon >= 0 && bert.layer_norm_epsilon < 1)) {
    refuse(config, "layer_norm_eps is {}, it must lie between 0 and 1", bert.layer_norm_epsilon);
  }
  return bert;
}

}  // namespace headscope::encoder
