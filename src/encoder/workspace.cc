#include "encoder/workspace.h"

#include <utility>

namespace headscope::encoder {

kernels::Rows RowBuffer::resize(std::int64_t rows, std::int64_t columns) {
  const std::int64_t stride = kernels::padded_stride(columns);
  memory_.resize({rows * stride});
  return {memory_.data(), rows, stride};
}

void Workspace::resize(std::int64_t n, std::int64_t hidden_size, std::int64_t intermediate_size,
                       std::int64_t head_dim, int threads) {
  const std::pair<kernels::Rows*, std::int64_t> buffers[] = {
      {&hidden, hidden_size},   {&query_key_value, 3 * hidden_size},
      {&context, hidden_size},  {&sum, hidden_size},
      {&attended, hidden_size}, {&inner, intermediate_size},
  };
  std::int64_t size = 0;
  for (const auto& [rows, columns] : buffers) size += n * kernels::padded_stride(columns);
  memory_.resize({size});

  float* next = memory_.data();
  for (const auto& [rows, columns] : buffers) {
    *rows = {next, n, kernels::padded_stride(columns)};
    next += n * rows->stride;
  }
  attention.reserve(n, head_dim, threads);
}

}  // namespace headscope::encoder
