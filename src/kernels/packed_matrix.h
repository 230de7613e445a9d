// A weight matrix in the order in which a product reads it.
//
//   PackedMatrix weight(columns, depth);
//   for (panel …) weight.pack_panel(panel, rows);    // rows of the checkpoint's [columns, depth]
#pragma once

#include <cstdint>
#include <span>

#include "headscope/tensor.h"

namespace headscope::kernels {

/// [panels, depth, panel_width]: a panel holds as many columns as the register tile of the target
/// is wide, so a product walks through memory in one line. Columns behind the last are zero.
class PackedMatrix {
 public:
  PackedMatrix() = default;

  /// For `depth` inputs and `columns` outputs. Memory is not set to anything.
  PackedMatrix(std::int64_t columns, std::int64_t depth);

  std::int64_t columns() const noexcept { return columns_; }
  std::int64_t depth() const noexcept { return depth_; }
  std::int64_t panels() const noexcept { return panels_; }
  std::int64_t panel_width() const noexcept { return panel_width_; }

  /// How many columns of a panel are of the matrix; fewer than `panel_width` only in the last.
  std::int64_t columns_of(std::int64_t panel) const noexcept;

  /// Fills one panel from `columns_of(panel)` rows of `depth` numbers, one for each column.
  /// Panels may be filled by many threads at once.
  void pack_panel(std::int64_t panel, std::span<const float* const> rows) noexcept;

  const float* panel(std::int64_t index) const noexcept {
    return data_.data() + index * depth_ * panel_width_;
  }
  float at(std::int64_t column, std::int64_t k) const noexcept {
    return panel(column / panel_width_)[k * panel_width_ + column % panel_width_];
  }

 private:
  std::int64_t columns_ = 0;
  std::int64_t depth_ = 0;
  std::int64_t panels_ = 0;
  std::int64_t panel_width_ = 0;
  Tensor data_;
};

}  // namespace headscope::kernels
