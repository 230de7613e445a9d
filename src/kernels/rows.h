// Views of a matrix whose rows lie apart in memory.
#pragma once

#include <cstdint>

namespace headscope::kernels {

/// Floats of a cache line. Row strides are multiples of it, and buffers begin on a line.
inline constexpr std::int64_t kLine = 16;

/// [rows, stride], of which a kernel reads the first columns that it needs.
struct ConstRows {
  const float* data = nullptr;
  std::int64_t rows = 0;
  std::int64_t stride = 0;

  const float* row(std::int64_t index) const noexcept { return data + index * stride; }
  ConstRows from_column(std::int64_t column) const noexcept {
    return {data + column, rows, stride};
  }
};

/// The same to write to.
struct Rows {
  float* data = nullptr;
  std::int64_t rows = 0;
  std::int64_t stride = 0;

  float* row(std::int64_t index) const noexcept { return data + index * stride; }
  Rows from_column(std::int64_t column) const noexcept { return {data + column, rows, stride}; }
  operator ConstRows() const noexcept {  // NOLINT(google-explicit-constructor): as span<const T>
    return {data, rows, stride};
  }
};

/// A stride for rows of `columns` numbers: whole vectors can be written at the end of a row, and
/// rows do not begin a power of two apart, where they would share the sets of a cache.
constexpr std::int64_t padded_stride(std::int64_t columns) noexcept {
  constexpr std::int64_t kPanel = 3 * kLine;  // the widest panel of any target
  return (columns + kPanel - 1) / kPanel * kPanel + kLine;
}

}  // namespace headscope::kernels
