// The product of activations with a weight matrix, and what is done to its sums while they are
// still in registers or in the nearest cache.
//
//   linear(hidden, query_key_value, {}, out, pool);
//   linear(normed, intermediate, {.activation = Activation::kGelu}, out, pool);
//   linear(context, dense, {.residual = &hidden_view}, out, pool);
#pragma once

#include "headscope/tensor.h"
#include "kernels/activation.h"
#include "kernels/packed_matrix.h"
#include "kernels/rows.h"
#include "kernels/thread_pool.h"

namespace headscope::kernels {

/// y = x Wᵀ + b with W [columns, depth].
struct Linear {
  PackedMatrix weight;
  Tensor bias;  ///< [panels * panel_width], zero behind the last column
};

struct Epilogue {
  Activation activation = Activation::kNone;
  ConstRows residual = {};  ///< [rows, columns] added behind the activation; none without data
};

/// out [rows, columns] = activation(in [rows, depth] · Wᵀ + bias) + residual. Each sum runs over
/// the depth in order, whatever the number of rows or threads. `out` is written, and `residual`
/// read, up to the end of the last panel: their strides are `padded_stride(columns)`. `out` is not
/// `in`.
void linear(ConstRows in, const Linear& weights, const Epilogue& epilogue, Rows out,
            ThreadPool& pool) noexcept;

namespace reference {
void linear(ConstRows in, const Linear& weights, const Epilogue& epilogue, Rows out,
            ThreadPool& pool) noexcept;
}

}  // namespace headscope::kernels
