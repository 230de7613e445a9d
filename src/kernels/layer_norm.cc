#include "kernels/layer_norm.h"

#include <algorithm>
#include <cmath>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/layer_norm.cc"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace headscope::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

/// Row by row in three passes over numbers that are in the first cache. Columns that do not fill a
/// vector are done one by one.
void NormalizeRows(ConstRows in, const LayerNorm& norm, Rows out) {
  const hn::ScalableTag<float> d;
  using V = hn::Vec<decltype(d)>;
  const auto lanes = static_cast<std::int64_t>(hn::Lanes(d));
  const std::int64_t columns = norm.weight.size();
  const std::int64_t whole = columns / lanes * lanes;
  const float count = static_cast<float>(columns);
  for (std::int64_t row = 0; row < in.rows; ++row) {
    const float* const x = in.row(row);
    float* const y = out.row(row);

    V sums = hn::Zero(d);
    for (std::int64_t i = 0; i < whole; i += lanes) sums = hn::Add(sums, hn::LoadU(d, x + i));
    float sum = hn::GetLane(hn::SumOfLanes(d, sums));
    for (std::int64_t i = whole; i < columns; ++i) sum += x[i];
    const float mean = sum / count;

    const V means = hn::Set(d, mean);
    V squares = hn::Zero(d);
    for (std::int64_t i = 0; i < whole; i += lanes) {
      const V centred = hn::Sub(hn::LoadU(d, x + i), means);
      squares = hn::MulAdd(centred, centred, squares);
    }
    float square = hn::GetLane(hn::SumOfLanes(d, squares));
    for (std::int64_t i = whole; i < columns; ++i) square += (x[i] - mean) * (x[i] - mean);
    const float scale = 1.0f / std::sqrt(square / count + norm.epsilon);

    const V scales = hn::Set(d, scale);
    for (std::int64_t i = 0; i < whole; i += lanes) {
      const V normed = hn::Mul(hn::Sub(hn::LoadU(d, x + i), means), scales);
      const V weight = hn::LoadU(d, norm.weight.data() + i);
      hn::StoreU(hn::MulAdd(normed, weight, hn::LoadU(d, norm.bias.data() + i)), d, y + i);
    }
    for (std::int64_t i = whole; i < columns; ++i) {
      y[i] = (x[i] - mean) * scale * norm.weight.data()[i] + norm.bias.data()[i];
    }
  }
}

}  // namespace headscope::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace headscope::kernels {

HWY_EXPORT(NormalizeRows);

void layer_norm(ConstRows in, const LayerNorm& norm, Rows out, ThreadPool& pool) noexcept {
  constexpr std::int64_t kRows = 16;
  const auto normalize = HWY_DYNAMIC_DISPATCH(NormalizeRows);
  pool.run((in.rows + kRows - 1) / kRows, [&](std::int64_t chunk, int) {
    const std::int64_t row = chunk * kRows;
    const std::int64_t rows = std::min(kRows, in.rows - row);
    normalize({in.row(row), rows, in.stride}, norm, {out.row(row), rows, out.stride});
  });
}

}  // namespace headscope::kernels
#endif  // HWY_ONCE
