// What config.json says about an encoder, and the checks that every family makes of it.
#pragma once

#include <cstdint>
#include <string_view>

#include "checkpoint/config.h"
#include "kernels/activation.h"

namespace headscope::encoder {

/// The sizes and settings that all families share. A family's own keys stay in its own file.
struct EncoderConfig {
  std::int64_t vocabulary_size;
  std::int64_t embedding_size;  ///< of a word's vector; the layers' size unless the family says so
  std::int64_t hidden_size;
  std::int64_t layers;
  std::int64_t heads;
  std::int64_t intermediate_size;
  std::int64_t max_positions;
  std::int64_t token_types;
  float layer_norm_epsilon;
  kernels::Activation activation;

  std::int64_t head_dim() const { return hidden_size / heads; }

  /// Reads the keys that BERT introduced. `published` has the values of a family's first
  /// publication, which stand where a key is absent. Throws Error that names the key, for a size
  /// that cannot be and for what is not supported (relative positions, decoders, an unknown
  /// activation).
  static EncoderConfig read(const checkpoint::Config& config, const EncoderConfig& published);
};

/// Refuses a value: "FILE: what is wrong".
[[noreturn]] void refuse(const checkpoint::Config& config, std::string_view what);

/// A size from 1 up.
std::int64_t read_size(const checkpoint::Config& config, std::string_view key,
                       std::int64_t fallback);

/// A number of things of which there may be none.
std::int64_t read_count(const checkpoint::Config& config, std::string_view key,
                        std::int64_t fallback);

/// The epsilon of a layer norm.
float read_epsilon(const checkpoint::Config& config, std::string_view key, float fallback);

/// An activation by its name.
kernels::Activation read_activation(const checkpoint::Config& config, std::string_view key,
                                    kernels::Activation fallback);

/// Refuses decoders, pruned heads, positions other than absolute ones, layers of several kinds and
/// quantized weights.
void refuse_what_no_encoder_has(const checkpoint::Config& config);

/// Refuses a hidden size that the heads cannot share.
void require_whole_heads(const checkpoint::Config& config, const EncoderConfig& sizes);

}  // namespace headscope::encoder
