// Softmax of one row.
//
// Included once per target (Highway's foreach_target).
#if defined(HEADSCOPE_KERNELS_SOFTMAX_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef HEADSCOPE_KERNELS_SOFTMAX_INL_H_
#undef HEADSCOPE_KERNELS_SOFTMAX_INL_H_
#else
#define HEADSCOPE_KERNELS_SOFTMAX_INL_H_
#endif

#include <algorithm>
#include <cstdint>
#include <limits>

#include "hwy/highway.h"
#include "kernels/math-inl.h"

HWY_BEFORE_NAMESPACE();
namespace headscope::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

/// row [count] = softmax(row), and the same to `out`. `row` has room for whole vectors; what stands
/// there behind `count` is overwritten.
HWY_INLINE void SoftmaxRow(float* HWY_RESTRICT row, std::int64_t count, float* HWY_RESTRICT out) {
  const hn::ScalableTag<float> d;
  using V = hn::Vec<decltype(d)>;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  const std::int64_t padded = (count + lanes - 1) / lanes * lanes;
  std::fill(row + count, row + padded, -std::numeric_limits<float>::infinity());

  V maxima = hn::LoadU(d, row);
  for (std::int64_t i = lanes; i < padded; i += lanes) {
    maxima = hn::Max(maxima, hn::LoadU(d, row + i));
  }
  const V maximum = hn::MaxOfLanes(d, maxima);

  V sums = hn::Zero(d);
  for (std::int64_t i = 0; i < padded; i += lanes) {
    const V power = Exp(d, hn::Sub(hn::LoadU(d, row + i), maximum));
    hn::StoreU(power, d, row + i);
    sums = hn::Add(sums, power);
  }
  const V scale = hn::Set(d, 1.0f / hn::GetLane(hn::SumOfLanes(d, sums)));

  std::int64_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    const V share = hn::Mul(hn::LoadU(d, row + i), scale);
    hn::StoreU(share, d, row + i);
    hn::StoreU(share, d, out + i);
  }
  for (; i < count; ++i) out[i] = row[i] *= hn::GetLane(scale);
}

}  // namespace headscope::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // per target
