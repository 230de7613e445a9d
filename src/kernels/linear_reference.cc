#include "kernels/linear.h"

namespace headscope::kernels::reference {

void linear(ConstRows in, const Linear& weights, const Epilogue& epilogue, Rows out,
            ThreadPool& /*pool*/) noexcept {
  for (std::int64_t row = 0; row < in.rows; ++row) {
    for (std::int64_t column = 0; column < weights.weight.columns(); ++column) {
      double sum = weights.bias.data()[column];
      for (std::int64_t k = 0; k < weights.weight.depth(); ++k) {
        sum += double{in.row(row)[k]} * weights.weight.at(column, k);
      }
      float& result = out.row(row)[column];
      result = static_cast<float>(sum);
      reference::activate(epilogue.activation, &result, 1);
      if (epilogue.residual.data != nullptr) result += epilogue.residual.row(row)[column];
    }
  }
}

}  // namespace headscope::kernels::reference
