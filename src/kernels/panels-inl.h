// Products of a few rows with a small matrix that was packed for them: what attention is made of.
//
// Included once per target (Highway's foreach_target).
#if defined(HEADSCOPE_KERNELS_PANELS_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef HEADSCOPE_KERNELS_PANELS_INL_H_
#undef HEADSCOPE_KERNELS_PANELS_INL_H_
#else
#define HEADSCOPE_KERNELS_PANELS_INL_H_
#endif

#include <algorithm>
#include <cstdint>

#include "kernels/rows.h"
#include "kernels/tile-inl.h"

HWY_BEFORE_NAMESPACE();
namespace headscope::kernels::HWY_NAMESPACE {

/// Factors of one tile: a [rows, depth] and a panel b [depth, width].
struct Factors {
  const float* a;
  std::int64_t a_stride;
  const float* b;
  std::int64_t b_stride;
  std::int64_t depth;
};

template <int kRows, int kVecs>
HWY_NOINLINE void MultiplyTile(const Factors& factors, float scale, float* out,
                               std::int64_t out_stride) {
  const F32 d;
  Tile<kRows, kVecs> tile;
  tile.clear();
  tile.add_product(factors.a, factors.a_stride, factors.b, factors.b_stride, factors.depth, {});
  const Vec scales = hn::Set(d, scale);
  HWY_UNROLL(8)
  for (int r = 0; r < kRows; ++r) {
    HWY_UNROLL(4)
    for (int v = 0; v < kVecs; ++v) {
      hn::StoreU(hn::Mul(tile.sum[r][v], scales), d, out + r * out_stride + v * kLanes);
    }
  }
}

using Multiply = void (*)(const Factors&, float, float*, std::int64_t);

/// The tile for a number of rows and vectors, up to a whole one.
template <int kRows = kTileRows, int kVecs = kTileVecs>
Multiply FindTile(std::int64_t rows, std::int64_t vecs) {
  if constexpr (kRows > 1) {
    if (rows < kRows) return FindTile<kRows - 1, kVecs>(rows, vecs);
  }
  if constexpr (kVecs > 1) {
    if (vecs < kVecs) return FindTile<kRows, kVecs - 1>(rows, vecs);
  }
  return &MultiplyTile<kRows, kVecs>;
}

/// Panels of columns that a tile can take: `vecs` vectors each, fewer in the last.
struct Panels {
  std::int64_t vecs;
  std::int64_t width;
  std::int64_t all_vecs;

  Panels(std::int64_t columns, std::int64_t vecs_of_panel)
      : vecs(vecs_of_panel), width(vecs * kLanes), all_vecs((columns + kLanes - 1) / kLanes) {}

  std::int64_t count() const { return (all_vecs + vecs - 1) / vecs; }
  std::int64_t vecs_of(std::int64_t panel) const { return std::min(vecs, all_vecs - panel * vecs); }
};

/// A matrix [depth, columns] in panels: row k of panel p begins at data + p * stride + k * width.
struct PackedFactor {
  Panels panels;
  const float* data;
  std::int64_t stride;
  std::int64_t depth;
};

/// Panels over the rows of a matrix that is packed as its transpose, as wide as a tile.
inline Panels TransposedPanels(std::int64_t rows) { return {rows, kTileVecs}; }

/// packed [panels, depth, width] = the first `depth` columns of `rows`, transposed; zero behind the
/// last row.
inline PackedFactor PackTransposed(ConstRows rows, std::int64_t depth, float* HWY_RESTRICT packed) {
  const Panels panels = TransposedPanels(rows.rows);
  const std::int64_t padded = panels.count() * panels.width;
  for (std::int64_t index = 0; index < padded; ++index) {
    float* out = packed + index / panels.width * depth * panels.width + index % panels.width;
    const float* const row = index < rows.rows ? rows.row(index) : nullptr;
    for (std::int64_t i = 0; i < depth; ++i) {
      out[i * panels.width] = row == nullptr ? 0.0f : row[i];
    }
  }
  return {panels, packed, depth * panels.width, depth};
}

/// out [rows, columns] = a [rows, depth] · b · scale. Whole vectors are written at the end of a
/// row.
inline void MultiplyPanels(ConstRows a, const PackedFactor& b, float scale, Rows out) {
  const std::int64_t width = b.panels.width;
  for (std::int64_t panel = 0; panel < b.panels.count(); ++panel) {
    for (std::int64_t row = 0; row < a.rows; row += kTileRows) {
      const Multiply multiply = FindTile(a.rows - row, b.panels.vecs_of(panel));
      multiply({a.row(row), a.stride, b.data + panel * b.stride, width, b.depth}, scale,
               out.row(row) + panel * width, out.stride);
    }
  }
}

}  // namespace headscope::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // per target
