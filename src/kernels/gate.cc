#include "kernels/gate.h"

#include <algorithm>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/gate.cc"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace headscope::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

void MultiplyBy(const float* HWY_RESTRICT factors, std::int64_t count, float* HWY_RESTRICT values) {
  const hn::ScalableTag<float> d;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  std::int64_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    hn::StoreU(hn::Mul(hn::LoadU(d, values + i), hn::LoadU(d, factors + i)), d, values + i);
  }
  for (; i < count; ++i) values[i] *= factors[i];
}

}  // namespace headscope::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace headscope::kernels {

HWY_EXPORT(MultiplyBy);

void gate(Activation activation, std::int64_t columns, Rows rows, ThreadPool& pool) noexcept {
  constexpr std::int64_t kRows = 8;
  const auto multiply_by = HWY_DYNAMIC_DISPATCH(MultiplyBy);
  pool.run((rows.rows + kRows - 1) / kRows, [&](std::int64_t chunk, int) {
    const std::int64_t end = std::min(rows.rows, (chunk + 1) * kRows);
    for (std::int64_t index = chunk * kRows; index < end; ++index) {
      float* const row = rows.row(index);
      activate(activation, row, columns);
      multiply_by(row + columns, columns, row);
    }
  });
}

namespace reference {

void gate(Activation activation, std::int64_t columns, Rows rows, ThreadPool& /*pool*/) noexcept {
  for (std::int64_t index = 0; index < rows.rows; ++index) {
    float* const row = rows.row(index);
    reference::activate(activation, row, columns);
    for (std::int64_t i = 0; i < columns; ++i) row[i] *= row[columns + i];
  }
}

}  // namespace reference
}  // namespace headscope::kernels
#endif  // HWY_ONCE
