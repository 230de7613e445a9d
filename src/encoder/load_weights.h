// From named tensors of a checkpoint to what the kernels take.
//
//   WeightLoader loader(pool);
//   kernels::Linear dense = loader.linear({layer.scope("output.dense")}, 768, 3072);
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "checkpoint/weights.h"
#include "kernels/layer_norm.h"
#include "kernels/linear.h"
#include "kernels/thread_pool.h"

namespace headscope::encoder {

/// Whether a product or a layer norm has a bias. Without one it is bound as zeros.
enum class Bias { kPresent, kNone };

/// Binds weights and keeps count of them. All members throw Error when a tensor is missing or has
/// another shape.
class WeightLoader {
 public:
  using Scope = checkpoint::Weights::Scope;

  explicit WeightLoader(kernels::ThreadPool& pool) : pool_(pool) {}

  /// One product for several: the outputs of `scopes` stand side by side, `columns` of each.
  kernels::Linear linear(std::span<const Scope> scopes, std::int64_t columns, std::int64_t depth,
                         Bias bias = Bias::kPresent);
  kernels::Linear linear(const Scope& scope, std::int64_t columns, std::int64_t depth,
                         Bias bias = Bias::kPresent) {
    return linear(std::span(&scope, 1), columns, depth, bias);
  }

  /// The same for tensors that were bound before: weights of one shape [columns, depth] and as many
  /// biases [columns], or none.
  kernels::Linear pack(std::span<const checkpoint::TensorView* const> weights,
                       std::span<const checkpoint::TensorView* const> biases);

  kernels::LayerNorm layer_norm(const Scope& scope, std::int64_t columns, float epsilon,
                                Bias bias = Bias::kPresent);

  /// A whole matrix [rows, columns] as float32.
  Tensor matrix(const Scope& scope, std::int64_t rows, std::int64_t columns);

  /// Counts a tensor that is used where it stands in the file.
  const checkpoint::TensorView& in_place(const Scope& scope, std::int64_t rows,
                                         std::int64_t columns);

  /// Counts a tensor.
  const checkpoint::TensorView& count(const checkpoint::TensorView& tensor);

  std::int64_t parameters() const noexcept { return parameters_; }

  /// Names of tensors that hold NaN or infinity, in the order in which they were loaded.
  const std::vector<std::string>& not_finite() const noexcept { return not_finite_; }

 private:
  void check(const checkpoint::TensorView& tensor, std::span<const float> values);

  kernels::ThreadPool& pool_;
  std::int64_t parameters_ = 0;
  std::vector<std::string> not_finite_;
};

}  // namespace headscope::encoder
