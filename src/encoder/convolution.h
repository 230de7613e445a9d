// A convolution over the text, added to what stands beside it and normalised: DeBERTa-v2's way to
// see the words in a row that make up one (He et al., arXiv 2006.03654, appendix).
#pragma once

#include "encoder/load_weights.h"
#include "encoder/workspace.h"
#include "kernels/activation.h"
#include "kernels/layer_norm.h"
#include "kernels/linear.h"
#include "kernels/rows.h"

namespace headscope::encoder {

struct ConvolutionConfig {
  std::int64_t size;  ///< of a token's vector, in and out
  std::int64_t
      width;  ///< tokens that one sees, odd; before the first and behind the last are zeros
  std::int64_t groups;  ///< parts of the vector that do not see one another
  kernels::Activation activation;
  float epsilon;
};

class Convolution {
 public:
  /// Binds conv and LayerNorm below `scope`, "encoder.conv".
  Convolution(WeightLoader& loader, const WeightLoader::Scope& scope,
              const ConvolutionConfig& config);

  /// out [n, size] = LayerNorm(residual + activation(convolution(in))).
  void forward(kernels::ConstRows in, kernels::ConstRows residual, kernels::Rows out,
               kernels::ThreadPool& pool);

 private:
  ConvolutionConfig config_;
  kernels::Linear product_;  // of a token's neighbourhood, its vectors one behind the other
  kernels::LayerNorm norm_;
  Tensor padded_;  // [n + width - 1, size]
  RowBuffer sum_;
};

}  // namespace headscope::encoder
