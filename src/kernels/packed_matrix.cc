#include "kernels/packed_matrix.h"

#include <algorithm>
#include <cassert>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/packed_matrix.cc"
#include "hwy/foreach_target.h"
#include "kernels/tile-inl.h"

HWY_BEFORE_NAMESPACE();
namespace headscope::kernels::HWY_NAMESPACE {

std::int64_t PanelWidth() { return kTileWidth; }

}  // namespace headscope::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace headscope::kernels {

HWY_EXPORT(PanelWidth);

PackedMatrix::PackedMatrix(std::int64_t columns, std::int64_t depth)
    : columns_(columns), depth_(depth), panel_width_(HWY_DYNAMIC_DISPATCH(PanelWidth)()) {
  panels_ = (columns + panel_width_ - 1) / panel_width_;
  data_.resize({panels_, depth_, panel_width_});
}

std::int64_t PackedMatrix::columns_of(std::int64_t panel) const noexcept {
  return std::min(panel_width_, columns_ - panel * panel_width_);
}

void PackedMatrix::pack_panel(std::int64_t panel, std::span<const float* const> rows) noexcept {
  assert(static_cast<std::int64_t>(rows.size()) == columns_of(panel));
  // A block of the depth at a time, so that the lines being written stay in the first cache.
  constexpr std::int64_t kBlock = 64;
  float* const out = data_.data() + panel * depth_ * panel_width_;
  for (std::int64_t begin = 0; begin < depth_; begin += kBlock) {
    const std::int64_t end = std::min(depth_, begin + kBlock);
    for (std::int64_t column = 0; column < panel_width_; ++column) {
      const bool inside = column < static_cast<std::int64_t>(rows.size());
      for (std::int64_t k = begin; k < end; ++k) {
        out[k * panel_width_ + column] = inside ? rows[column][k] : 0.0f;
      }
    }
  }
}

}  // namespace headscope::kernels
#endif  // HWY_ONCE
