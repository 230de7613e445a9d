#include "kernels/rotary.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/rotary.cc"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace headscope::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

/// Turns the points (x[i], y[i]).
void Turn(const float* HWY_RESTRICT cosines, const float* HWY_RESTRICT sines, std::int64_t count,
          float* HWY_RESTRICT x, float* HWY_RESTRICT y) {
  const hn::ScalableTag<float> d;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  std::int64_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    const auto cosine = hn::LoadU(d, cosines + i);
    const auto sine = hn::LoadU(d, sines + i);
    const auto xs = hn::LoadU(d, x + i);
    const auto ys = hn::LoadU(d, y + i);
    hn::StoreU(hn::NegMulAdd(ys, sine, hn::Mul(xs, cosine)), d, x + i);
    hn::StoreU(hn::MulAdd(xs, sine, hn::Mul(ys, cosine)), d, y + i);
  }
  for (; i < count; ++i) {
    const float turned = x[i] * cosines[i] - y[i] * sines[i];
    y[i] = y[i] * cosines[i] + x[i] * sines[i];
    x[i] = turned;
  }
}

void RotateRow(const RotaryTable& table, std::int64_t heads, std::int64_t position, float* row) {
  const std::int64_t half = table.head_dim() / 2;
  for (std::int64_t head = 0; head < heads; ++head, row += 2 * half) {
    Turn(table.cosines(position), table.sines(position), half, row, row + half);
  }
}

}  // namespace headscope::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace headscope::kernels {

HWY_EXPORT(RotateRow);

RotaryTable::RotaryTable(std::int64_t head_dim, double theta)
    : half_(head_dim / 2), frequencies_({half_}) {
  assert(head_dim % 2 == 0);
  for (std::int64_t i = 0; i < half_; ++i) {
    // In 32 bits step by step, as models are trained: at far positions another rounding of the
    // frequency is another angle.
    const float exponent = static_cast<float>(2 * i) / static_cast<float>(head_dim);
    frequencies_.data()[i] = 1.0f / static_cast<float>(std::pow(theta, double{exponent}));
  }
}

void RotaryTable::reserve(std::int64_t tokens) {
  if (!angles_.empty() && angles_.dim(0) >= tokens) return;
  angles_.resize({tokens, 2, half_});
  for (std::int64_t position = 0; position < tokens; ++position) {
    for (std::int64_t i = 0; i < half_; ++i) {
      const float angle = static_cast<float>(position) * frequencies_.data()[i];
      angles_.at(position, 0)[i] = static_cast<float>(std::cos(double{angle}));
      angles_.at(position, 1)[i] = static_cast<float>(std::sin(double{angle}));
    }
  }
}

void rotate(const RotaryTable& table, std::int64_t heads, Rows rows, ThreadPool& pool) noexcept {
  constexpr std::int64_t kRows = 16;
  const auto rotate_row = HWY_DYNAMIC_DISPATCH(RotateRow);
  pool.run((rows.rows + kRows - 1) / kRows, [&](std::int64_t chunk, int) {
    const std::int64_t end = std::min(rows.rows, (chunk + 1) * kRows);
    for (std::int64_t row = chunk * kRows; row < end; ++row) {
      rotate_row(table, heads, row, rows.row(row));
    }
  });
}

namespace reference {

void rotate(const RotaryTable& table, std::int64_t heads, Rows rows,
            ThreadPool& /*pool*/) noexcept {
  const std::int64_t half = table.head_dim() / 2;
  for (std::int64_t row = 0; row < rows.rows; ++row) {
    for (std::int64_t head = 0; head < heads; ++head) {
      float* const point = rows.row(row) + head * 2 * half;
      for (std::int64_t i = 0; i < half; ++i) {
        const double x = point[i];
        const double y = point[i + half];
        const double cosine = table.cosines(row)[i];
        const double sine = table.sines(row)[i];
        point[i] = static_cast<float>(x * cosine - y * sine);
        point[i + half] = static_cast<float>(y * cosine + x * sine);
      }
    }
  }
}

}  // namespace reference
}  // namespace headscope::kernels
#endif  // HWY_ONCE
