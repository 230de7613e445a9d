// Gated linear units: one half of a product, activated, times the other half (Shazeer, "GLU
// variants improve Transformer", arXiv 2002.05202).
//
//   linear(normed, both_halves, {}, inner, pool);
//   gate(Activation::kGelu, 1152, inner, pool);   // GeGLU
#pragma once

#include <cstdint>

#include "kernels/activation.h"
#include "kernels/rows.h"
#include "kernels/thread_pool.h"

namespace headscope::kernels {

/// The first `columns` of `rows` [n, 2 * columns] become activation(first half) · second half,
/// number by number. The second half stays.
void gate(Activation activation, std::int64_t columns, Rows rows, ThreadPool& pool) noexcept;

namespace reference {
void gate(Activation activation, std::int64_t columns, Rows rows, ThreadPool& pool) noexcept;
}

}  // namespace headscope::kernels
