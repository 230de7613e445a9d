// The buffers of a forward pass. They grow to the longest input and are used again by every layer
// and every pass.
#pragma once

#include <cstdint>

#include "headscope/tensor.h"
#include "kernels/attention.h"
#include "kernels/rows.h"

namespace headscope::encoder {

/// Rows of numbers that a part of the encoder works in. Allocates only when there was less room.
class RowBuffer {
 public:
  kernels::Rows resize(std::int64_t rows, std::int64_t columns);

 private:
  Tensor memory_;
};

struct Workspace {
  kernels::Rows hidden;           ///< [n, hidden_size]
  kernels::Rows query_key_value;  ///< [n, 3 * hidden_size]
  kernels::Rows context;          ///< [n, hidden_size]
  kernels::Rows sum;              ///< [n, hidden_size]
  kernels::Rows attended;         ///< [n, hidden_size]
  kernels::Rows inner;            ///< [n, intermediate_size]
  kernels::AttentionScratch attention;

  /// Makes all of them `n` rows long. Allocates only when there was less room.
  void resize(std::int64_t n, std::int64_t hidden_size, std::int64_t intermediate_size,
              std::int64_t head_dim, int threads);

 private:
  Tensor memory_;
};

}  // namespace headscope::encoder
