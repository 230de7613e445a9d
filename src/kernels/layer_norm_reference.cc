#include <cmath>

#include "kernels/layer_norm.h"

namespace headscope::kernels::reference {

void layer_norm(ConstRows in, const LayerNorm& norm, Rows out, ThreadPool& /*pool*/) noexcept {
  const std::int64_t columns = norm.weight.size();
  for (std::int64_t row = 0; row < in.rows; ++row) {
    const float* const x = in.row(row);
    double mean = 0;
    for (std::int64_t i = 0; i < columns; ++i) mean += x[i];
    mean /= static_cast<double>(columns);
    double variance = 0;
    for (std::int64_t i = 0; i < columns; ++i) variance += (x[i] - mean) * (x[i] - mean);
    variance /= static_cast<double>(columns);
    const double scale = 1 / std::sqrt(variance + norm.epsilon);
    for (std::int64_t i = 0; i < columns; ++i) {
      const double normed = (x[i] - mean) * scale;
      out.row(row)[i] = static_cast<float>(normed * norm.weight.data()[i] + norm.bias.data()[i]);
    }
  }
}

}  // namespace headscope::kernels::reference
