// What config.json says about a DeBERTa-v2 or v3.
#pragma once

#include <cstdint>

#include "checkpoint/config.h"
#include "encoder/embeddings.h"
#include "encoder/encoder_config.h"
#include "kernels/activation.h"

namespace headscope::encoder {

struct DebertaConfig {
  EncoderConfig sizes;

  Positions positions;  ///< absolute ones, where the input has them
  Segments segments;
  bool legacy_masked_lm;
  kernels::Activation pooler_activation;

  bool relative_attention;   ///< whether scores depend on distances
  bool content_to_position;  ///< whether this term is trained: "c2p" in pos_att_type
  bool position_to_content;  ///< "p2c" in pos_att_type
  bool shares_projections;   ///< distances go through the words' projections
  bool normalises_distances;
  std::int64_t furthest;  ///< distances from here on share a vector
  std::int64_t buckets;   ///< of one direction, growing with distance; 0 for one of each distance

  std::int64_t convolution_width;  ///< tokens that the convolution beside layer 0 sees, or 0
  std::int64_t convolution_groups;
  kernels::Activation convolution_activation;

  /// Vectors of distances: one for each bucket of each direction.
  std::int64_t distances() const { return 2 * span(); }
  std::int64_t span() const { return buckets > 0 ? buckets : furthest; }

  /// What q·k is multiplied by: 1 / √(terms · head_dim). Trained terms count, added or not.
  float scale() const;

  /// Throws Error that names the key, for a size that cannot be and for what is not supported.
  static DebertaConfig read(const checkpoint::Config& config);
};

}  // namespace headscope::encoder
