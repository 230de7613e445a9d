// Layer normalisation (Ba, Kiros & Hinton, arXiv 1607.06450).
#pragma once

#include "headscope/tensor.h"
#include "kernels/rows.h"
#include "kernels/thread_pool.h"

namespace headscope::kernels {

struct LayerNorm {
  Tensor weight;  ///< [columns]
  Tensor bias;    ///< [columns]
  float epsilon = 1e-12f;
};

/// out = (in - mean) / √(variance + ε) · weight + bias, row by row. `out` may be `in`.
void layer_norm(ConstRows in, const LayerNorm& norm, Rows out, ThreadPool& pool) noexcept;

namespace reference {
void layer_norm(ConstRows in, const LayerNorm& norm, Rows out, ThreadPool& pool) noexcept;
}

}  // namespace headscope::kernels
