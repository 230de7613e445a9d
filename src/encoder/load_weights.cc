#include "encoder/load_weights.h"

#include <algorithm>
#include <atomic>
#include <cstdint>

namespace headscope::encoder {
namespace {

using checkpoint::TensorView;

/// Whether every number is finite. Sums of exponents would be quicker to read about than to write:
/// x - x is 0 for finite x and NaN otherwise, and one NaN makes the whole sum NaN.
bool all_finite(std::span<const float> values) noexcept {
  constexpr std::size_t kLanes = 16;
  float sums[kLanes] = {};
  std::size_t i = 0;
  for (; i + kLanes <= values.size(); i += kLanes) {
    for (std::size_t lane = 0; lane < kLanes; ++lane)
      sums[lane] += values[i + lane] - values[i + lane];
  }
  for (; i < values.size(); ++i) sums[0] += values[i] - values[i];
  return std::all_of(sums, sums + kLanes, [](float sum) { return sum == 0; });
}

/// The tensor's numbers where they stand, if they are float32 at an address that allows it.
const float* floats_in_file(const TensorView& tensor) noexcept {
  const bool aligned = reinterpret_cast<std::uintptr_t>(tensor.data.data()) % alignof(float) == 0;
  const bool usable = tensor.dtype == checkpoint::DType::kF32 && aligned;
  return usable ? reinterpret_cast<const float*>(tensor.data.data()) : nullptr;
}

/// Some matrices [columns, depth] one below the other, read row by row.
class StackedRows {
 public:
  StackedRows(std::vector<const TensorView*> tensors, std::int64_t columns, std::int64_t depth)
      : tensors_(std::move(tensors)), columns_(columns), depth_(depth) {}

  std::int64_t rows() const { return columns_ * static_cast<std::int64_t>(tensors_.size()); }
  std::size_t tensor_of(std::int64_t row) const { return static_cast<std::size_t>(row / columns_); }

  /// A row's numbers: in the file, or widened into `scratch`.
  const float* row(std::int64_t index, float* scratch) const {
    const TensorView& tensor = *tensors_[tensor_of(index)];
    const std::int64_t first = index % columns_ * depth_;
    if (const float* floats = floats_in_file(tensor)) return floats + first;
    widen(tensor, {scratch, static_cast<std::size_t>(depth_)}, first);
    return scratch;
  }

 private:
  std::vector<const TensorView*> tensors_;
  std::int64_t columns_;
  std::int64_t depth_;
};

}  // namespace

const TensorView& WeightLoader::count(const TensorView& tensor) {
  parameters_ += tensor.size();
  return tensor;
}

void WeightLoader::check(const TensorView& tensor, std::span<const float> values) {
  if (!all_finite(values)) not_finite_.push_back(tensor.name);
}

kernels::Linear WeightLoader::linear(std::span<const Scope> scopes, std::int64_t columns,
                                     std::int64_t depth, Bias bias) {
  std::vector<const TensorView*> weights;
  std::vector<const TensorView*> biases;
  for (const Scope& scope : scopes) {
    weights.push_back(&count(scope.require("weight", {columns, depth})));
    if (bias == Bias::kPresent) biases.push_back(&count(scope.require("bias", {columns})));
  }
  return pack(weights, biases);
}

kernels::Linear WeightLoader::pack(std::span<const TensorView* const> weights,
                                   std::span<const TensorView* const> biases) {
  const std::int64_t columns = weights[0]->shape[0];
  const std::int64_t depth = weights[0]->shape[1];
  const StackedRows stack({weights.begin(), weights.end()}, columns, depth);

  kernels::PackedMatrix weight(stack.rows(), depth);
  Tensor scratch({pool_.threads(), weight.panel_width(), depth});
  std::vector<std::atomic<bool>> finite(weights.size());
  for (auto& each : finite) each = true;
  pool_.run(weight.panels(), [&](std::int64_t panel, int worker) {
    std::vector<const float*> rows(static_cast<std::size_t>(weight.columns_of(panel)));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const std::int64_t row = panel * weight.panel_width() + static_cast<std::int64_t>(i);
      rows[i] = stack.row(row, scratch.at(worker, i).data());
      if (!all_finite({rows[i], static_cast<std::size_t>(depth)})) {
        finite[stack.tensor_of(row)] = false;
      }
    }
    weight.pack_panel(panel, rows);
  });
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (!finite[i]) not_finite_.push_back(weights[i]->name);
  }

  Tensor bias({weight.panels() * weight.panel_width()});
  std::fill_n(bias.data(), bias.size(), 0.0f);
  for (std::size_t i = 0; i < biases.size(); ++i) {
    const auto part = bias.values().subspan(i * static_cast<std::size_t>(columns),
                                            static_cast<std::size_t>(columns));
    widen(*biases[i], part);
    check(*biases[i], part);
  }
  return {std::move(weight), std::move(bias)};
}

kernels::LayerNorm WeightLoader::layer_norm(const Scope& scope, std::int64_t columns, float epsilon,
                                            Bias bias) {
  kernels::LayerNorm norm{Tensor({columns}), Tensor({columns}), epsilon};
  const auto read = [&](std::string_view name, Tensor& out) {
    const TensorView& tensor = count(scope.require(name, {columns}));
    widen(tensor, out.values());
    check(tensor, out.values());
  };
  read("weight", norm.weight);
  if (bias == Bias::kPresent) {
    read("bias", norm.bias);
  } else {
    std::fill_n(norm.bias.data(), columns, 0.0f);
  }
  return norm;
}

Tensor WeightLoader::matrix(const Scope& scope, std::int64_t rows, std::int64_t columns) {
  const TensorView& tensor = in_place(scope, rows, columns);
  Tensor out({rows, columns});
  widen(tensor, out.values());
  check(tensor, out.values());
  return out;
}

const TensorView& WeightLoader::in_place(const Scope& scope, std::int64_t rows,
                                         std::int64_t columns) {
  return count(scope.require("weight", {rows, columns}));
}

}  // namespace headscope::encoder
