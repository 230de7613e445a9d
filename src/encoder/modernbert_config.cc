#include "encoder/modernbert_config.h"

#include <fmt/format.h>

#include <array>
#include <string>

#include "checkpoint/json.h"

namespace headscope::encoder {
namespace {

using checkpoint::Config;
using checkpoint::in_quotes;
using nlohmann::json;

constexpr char kFull[] = "full_attention";
constexpr char kSliding[] = "sliding_attention";

EncoderConfig read_sizes(const Config& config) {
  refuse_what_no_encoder_has(config);
  const std::int64_t hidden_size = read_size(config, "hidden_size", 768);
  const EncoderConfig sizes{
      .vocabulary_size = read_size(config, "vocab_size", 50368),
      .embedding_size = hidden_size,
      .hidden_size = hidden_size,
      .layers = read_size(config, "num_hidden_layers", 22),
      .heads = read_size(config, "num_attention_heads", 12),
      .intermediate_size = read_size(config, "intermediate_size", 1152),
      .max_positions = read_size(config, "max_position_embeddings", 8192),
      .token_types = 0,
      .layer_norm_epsilon = read_epsilon(config, "norm_eps", 1e-5f),
      .activation = read_activation(config, "hidden_activation", kernels::Activation::kGelu),
  };
  require_whole_heads(config, sizes);
  if (sizes.head_dim() % 2 != 0) {
    refuse(config, fmt::format("hidden_size {} makes {} heads of {} numbers, which cannot be "
                               "turned in pairs",
                               sizes.hidden_size, sizes.heads, sizes.head_dim()));
  }
  if (config.integer("head_dim", sizes.head_dim()) != sizes.head_dim()) {
    refuse(config, fmt::format("head_dim is {}, but hidden_size {} makes {} heads of {} numbers",
                               config.integer("head_dim"), sizes.hidden_size, sizes.heads,
                               sizes.head_dim()));
  }
  return sizes;
}

Bias read_bias(const Config& config, std::string_view key, bool fallback) {
  return config.boolean(key, fallback) ? Bias::kPresent : Bias::kNone;
}

Summary read_summary(const Config& config) {
  const std::string name = config.string("classifier_pooling", "cls");
  if (name == "cls") return Summary::kFirstToken;
  if (name == "mean") return Summary::kMean;
  refuse(config, fmt::format("classifier_pooling {} is not supported; known are cls and mean",
                             in_quotes(name)));
}

/// By `layer_types`, or by every how many layers one is global.
std::vector<bool> read_layer_kinds(const Config& config, std::int64_t layers) {
  std::vector<bool> is_local;
  if (!config.has("layer_types")) {
    const std::int64_t every = read_size(config, "global_attn_every_n_layers", 3);
    for (std::int64_t layer = 0; layer < layers; ++layer) is_local.push_back(layer % every != 0);
    return is_local;
  }
  const json& types = config.json().at("layer_types");
  if (!types.is_array() || static_cast<std::int64_t>(types.size()) != layers) {
    refuse(config, fmt::format("layer_types is no list of num_hidden_layers {} names", layers));
  }
  for (const json& type : types) {
    if (type != kFull && type != kSliding) {
      refuse(config, fmt::format("layer_types has {}, which is not supported; known are {} and {}",
                                 type.is_string() ? in_quotes(type.get<std::string>())
                                                  : std::string(checkpoint::kind_of(type)),
                                 kFull, kSliding));
    }
    is_local.push_back(type == kSliding);
  }
  return is_local;
}

/// `local_attention` counts both sides; files that were changed since may say one side instead.
std::int64_t read_local_reach(const Config& config) {
  const char* const one_side = "sliding_window";
  if (config.has(one_side)) return read_size(config, one_side, 64);
  return read_size(config, "local_attention", 128) / 2;
}

/// What `rope_parameters` say about layers of a type: null where they say nothing.
json rope_of(const Config& config, const char* type) {
  if (!config.has("rope_parameters")) return nullptr;
  const json& all = config.json().at("rope_parameters");
  if (!all.is_object()) refuse(config, "rope_parameters is no object");
  for (const auto& [key, value] : all.items()) {
    if (key == kFull || key == kSliding) continue;
    refuse(config, fmt::format("rope_parameters has {}, which is not supported; known are {} and "
                               "{}",
                               in_quotes(key), kFull, kSliding));
  }
  const auto found = all.find(type);
  if (found == all.end() || found->is_null()) return nullptr;
  if (!found->is_object()) refuse(config, fmt::format("rope_parameters.{} is no object", type));
  return *found;
}

double read_theta(const Config& config, const char* type, double fallback) {
  const json rope = rope_of(config, type);
  if (rope.is_null()) return fallback;
  for (const auto& [key, value] : rope.items()) {
    if (key == "rope_theta" && value.is_number()) continue;
    if (key == "rope_type" && value == "default") continue;
    if (value.is_null()) continue;
    refuse(config, fmt::format("rope_parameters.{}.{} is {}, which is not supported; known are "
                               "rope_theta and the rope_type default",
                               type, key, value.dump()));
  }
  const auto theta = rope.find("rope_theta");
  return theta == rope.end() || theta->is_null() ? fallback : theta->get<double>();
}

void refuse_scaled_positions(const Config& config) {
  if (!config.has("rope_scaling")) return;
  refuse(config, fmt::format("rope_scaling is {}, but only unscaled rotary positions are "
                             "supported",
                             config.json().at("rope_scaling").dump()));
}

void refuse_unnormalised_output(const Config& config) {
  const char* const key = "tie_last_hidden_states";
  if (config.boolean(key, true)) return;
  refuse(config,
         fmt::format("{} is false, but the last hidden states that are kept are those behind "
                     "the final norm",
                     key));
}

double checked_theta(const Config& config, const char* type, double theta) {
  if (theta > 0) return theta;
  refuse(config, fmt::format("the rope_theta of {} is {}, it must be above 0", type, theta));
}

}  // namespace

ModernBertConfig ModernBertConfig::read(const Config& config) {
  refuse_scaled_positions(config);
  refuse_unnormalised_output(config);
  const EncoderConfig sizes = read_sizes(config);
  const double global = read_theta(config, kFull, config.number("global_rope_theta", 160000));
  // Where the file of 2024 says null, local layers turn as the global ones do.
  const bool as_global =
      config.json().contains("local_rope_theta") && !config.has("local_rope_theta");
  const double local =
      read_theta(config, kSliding, as_global ? global : config.number("local_rope_theta", 10000));
  return {
      .sizes = sizes,
      .attention_bias = read_bias(config, "attention_bias", false),
      .feed_forward_bias = read_bias(config, "mlp_bias", false),
      .norm_bias = read_bias(config, "norm_bias", false),
      .classifier_bias = read_bias(config, "classifier_bias", false),
      .decoder_bias = read_bias(config, "decoder_bias", true),
      .classifier_activation =
          read_activation(config, "classifier_activation", kernels::Activation::kGelu),
      .classifier_summary = read_summary(config),
      .is_local = read_layer_kinds(config, sizes.layers),
      .local_reach = read_local_reach(config),
      .global_theta = checked_theta(config, kFull, global),
      .local_theta = checked_theta(config, kSliding, local),
  };
}

}  // namespace headscope::encoder
