// Rotary positions: queries and keys are turned by angles that grow with their place in the text,
// so that their product depends on how far apart they are (Su et al., RoFormer, arXiv 2104.09864).
//
//   RotaryTable table(head_dim, 10000);
//   table.reserve(n);
//   rotate(table, 12, queries, pool);
#pragma once

#include <cstdint>

#include "headscope/tensor.h"
#include "kernels/rows.h"
#include "kernels/thread_pool.h"

namespace headscope::kernels {

/// Cosines and sines of position · theta^(-2i / head_dim) for i in [0, head_dim / 2).
class RotaryTable {
 public:
  RotaryTable() = default;
  RotaryTable(std::int64_t head_dim, double theta);

  /// Makes room for positions below `tokens`. Does nothing when there is.
  void reserve(std::int64_t tokens);

  std::int64_t head_dim() const noexcept { return 2 * half_; }
  const float* cosines(std::int64_t position) const noexcept {
    return angles_.data() + 2 * half_ * position;
  }
  const float* sines(std::int64_t position) const noexcept { return cosines(position) + half_; }

 private:
  std::int64_t half_ = 0;
  Tensor frequencies_;  ///< [head_dim / 2]
  Tensor angles_;       ///< [positions, 2, head_dim / 2]
};

/// Turns each head's part of `rows` [n, heads * head_dim] in place: columns i and i + head_dim / 2
/// of a head are a point in the plane, turned by the angle i of the row's position.
void rotate(const RotaryTable& table, std::int64_t heads, Rows rows, ThreadPool& pool) noexcept;

namespace reference {
void rotate(const RotaryTable& table, std::int64_t heads, Rows rows, ThreadPool& pool) noexcept;
}

}  // namespace headscope::kernels
