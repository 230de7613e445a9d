// The register tile that every matrix product here is made of: a few rows times a few vectors of
// columns, summed over the depth without touching memory.
//
// Included once per target (Highway's foreach_target).
#if defined(HEADSCOPE_KERNELS_TILE_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef HEADSCOPE_KERNELS_TILE_INL_H_
#undef HEADSCOPE_KERNELS_TILE_INL_H_
#else
#define HEADSCOPE_KERNELS_TILE_INL_H_
#endif

#include <cstdint>

#include "hwy/cache_control.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace headscope::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using F32 = hn::ScalableTag<float>;
using Vec = hn::Vec<F32>;

// Accumulators, one row of columns and one broadcast must fit the registers.
#if HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_NEON
inline constexpr int kTileRows = 8;  // of 32 registers: 24 sums, 3 columns
inline constexpr int kTileVecs = 3;
#elif HWY_TARGET == HWY_AVX2
inline constexpr int kTileRows = 4;  // of 16 registers: 12 sums, 3 columns, 1 broadcast
inline constexpr int kTileVecs = 3;
#else
inline constexpr int kTileRows = 4;  // of 16 registers: 8 sums, 2 columns, room for the product
inline constexpr int kTileVecs = 2;
#endif

/// Floats of a vector, and columns of a tile.
inline constexpr std::int64_t kLanes = HWY_LANES(float);
inline constexpr std::int64_t kTileWidth = kTileVecs * kLanes;

/// Memory that will be needed soon, fetched in step with the work at hand.
struct Prefetch {
  const float* next = nullptr;
  int lines = 0;  ///< cache lines for every four steps of the depth
};

/// sum [rows, vecs of columns] += a [rows, depth] · b [depth, columns].
template <int kRows, int kVecs>
struct Tile {
  Vec sum[kRows][kVecs];

  HWY_INLINE void clear() {
    const F32 d;
    HWY_UNROLL(8)
    for (int r = 0; r < kRows; ++r) {
      HWY_UNROLL(4)
      for (int v = 0; v < kVecs; ++v) sum[r][v] = hn::Zero(d);
    }
  }

  HWY_INLINE void load(const float* HWY_RESTRICT from, std::int64_t stride) {
    const F32 d;
    HWY_UNROLL(8)
    for (int r = 0; r < kRows; ++r) {
      HWY_UNROLL(4)
      for (int v = 0; v < kVecs; ++v) sum[r][v] = hn::LoadU(d, from + r * stride + v * kLanes);
    }
  }

  HWY_INLINE void step(const float* HWY_RESTRICT a, std::int64_t a_stride,
                       const float* HWY_RESTRICT b) {
    const F32 d;
    Vec column[kVecs];
    HWY_UNROLL(4)
    for (int v = 0; v < kVecs; ++v) column[v] = hn::LoadU(d, b + v * kLanes);
    HWY_UNROLL(8)
    for (int r = 0; r < kRows; ++r) {
      const Vec x = hn::Set(d, a[r * a_stride]);
      HWY_UNROLL(4)
      for (int v = 0; v < kVecs; ++v) sum[r][v] = hn::MulAdd(x, column[v], sum[r][v]);
    }
  }

  HWY_INLINE void add_product(const float* HWY_RESTRICT a, std::int64_t a_stride,
                              const float* HWY_RESTRICT b, std::int64_t b_stride,
                              std::int64_t depth, Prefetch prefetch) {
    std::int64_t k = 0;
    for (; k + 4 <= depth; k += 4) {
      for (int line = 0; line < prefetch.lines; ++line) {
        hwy::Prefetch(prefetch.next);
        prefetch.next += 16;
      }
      step(a, a_stride, b);
      step(a + 1, a_stride, b + b_stride);
      step(a + 2, a_stride, b + 2 * b_stride);
      step(a + 3, a_stride, b + 3 * b_stride);
      a += 4;
      b += 4 * b_stride;
    }
    for (; k < depth; ++k) {
      step(a, a_stride, b);
      a += 1;
      b += b_stride;
    }
  }
};

}  // namespace headscope::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // per target
