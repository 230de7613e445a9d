#include "encoder/convolution.h"

#include <algorithm>
#include <span>

#include "encoder/pass.h"

namespace headscope::encoder {
namespace {

using checkpoint::TensorView;

/// [size, width * size] from the file's [size, size / groups, width]: for every number out, what it
/// takes from each token's vector. Where the groups part, zeros.
Tensor unfold(const Tensor& weight, const ConvolutionConfig& config) {
  const std::int64_t part = config.size / config.groups;
  Tensor rows({config.size, config.width * config.size});
  std::fill(rows.values().begin(), rows.values().end(), 0.0f);
  for (std::int64_t out = 0; out < config.size; ++out) {
    const std::int64_t first = out / part * part;
    for (std::int64_t in = 0; in < part; ++in) {
      for (std::int64_t token = 0; token < config.width; ++token) {
        rows.at(out)[token * config.size + first + in] = weight.at(out, in)[token];
      }
    }
  }
  return rows;
}

}  // namespace

Convolution::Convolution(WeightLoader& loader, const WeightLoader::Scope& scope,
                         const ConvolutionConfig& config)
    : config_(config) {
  const auto conv = scope.scope("conv");
  const std::int64_t part = config.size / config.groups;
  const TensorView& weight =
      loader.count(conv.require("weight", {config.size, part, config.width}));
  const TensorView* const bias = &loader.count(conv.require("bias", {config.size}));
  Tensor numbers(weight.shape);
  widen(weight, numbers.values());
  const Tensor rows = unfold(numbers, config);
  TensorView unfolded = weight;
  unfolded.dtype = checkpoint::DType::kF32;
  unfolded.shape = rows.shape();
  unfolded.data = std::as_bytes(rows.values());
  const TensorView* const product = &unfolded;
  product_ = loader.pack(std::span(&product, 1), std::span(&bias, 1));
  norm_ = loader.layer_norm(scope.scope("LayerNorm"), config.size, config.epsilon);
}

void Convolution::forward(kernels::ConstRows in, kernels::ConstRows residual, kernels::Rows out,
                          kernels::ThreadPool& pool) {
  const std::int64_t before = config_.width / 2 * config_.size;
  padded_.resize({in.rows + config_.width - 1, config_.size});
  std::fill_n(padded_.data(), before, 0.0f);
  float* const behind = copy_rows(in, config_.size, padded_.data() + before);
  std::fill_n(behind, before, 0.0f);

  // A neighbourhood is a row that begins one token behind the last one's begin.
  const kernels::ConstRows neighbourhoods{padded_.data(), in.rows, config_.size};
  const kernels::Rows sum = sum_.resize(in.rows, config_.size);
  kernels::linear(neighbourhoods, product_,
                  {.activation = config_.activation, .residual = residual}, sum, pool);
  kernels::layer_norm(sum, norm_, out, pool);
}

}  // namespace headscope::encoder
