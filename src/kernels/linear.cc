#include "kernels/linear.h"

#include <algorithm>
#include <cassert>

#include "kernels/linear_panel.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/linear.cc"
#include "hwy/foreach_target.h"
#include "kernels/activation-inl.h"
#include "kernels/tile-inl.h"

HWY_BEFORE_NAMESPACE();
namespace headscope::kernels::HWY_NAMESPACE {

template <int kRows>
HWY_INLINE void MultiplyTile(const LinearPanel& work, std::int64_t row, Prefetch prefetch) {
  const F32 d;
  Tile<kRows, kTileVecs> tile;
  tile.clear();
  tile.add_product(work.in.row(row), work.in.stride, work.panel, kTileWidth, work.depth, prefetch);
  HWY_UNROLL(8)
  for (int r = 0; r < kRows; ++r) {
    HWY_UNROLL(4)
    for (int v = 0; v < kTileVecs; ++v) {
      const std::int64_t column = v * kLanes;
      const Vec bias = hn::LoadU(d, work.bias + column);
      hn::StoreU(hn::Add(tile.sum[r][v], bias), d, work.out.row(row + r) + column);
    }
  }
  for (int r = 0; r < kRows; ++r) {
    float* const out = work.out.row(row + r);
    ActivateVectors(work.activation, out, kTileWidth);
    if (work.residual.data == nullptr) continue;
    const float* const residual = work.residual.row(row + r);
    for (std::int64_t i = 0; i < kTileWidth; i += kLanes) {
      hn::StoreU(hn::Add(hn::LoadU(d, out + i), hn::LoadU(d, residual + i)), d, out + i);
    }
  }
}

/// The rows that are left when the tile does not fit any more: one tile of just their number.
template <int kRows>
void MultiplyRest(const LinearPanel& work, std::int64_t row, std::int64_t rows) {
  if constexpr (kRows > 0) {
    if (rows == kRows) return MultiplyTile<kRows>(work, row, {});
    MultiplyRest<kRows - 1>(work, row, rows);
  }
}

void MultiplyPanel(const LinearPanel& work) {
  const std::int64_t tiles = work.in.rows / kTileRows;
  Prefetch prefetch;
  // With one or two tiles the panel is read at the speed of memory anyway, and what the hardware
  // fetches ahead by itself is best left alone.
  if (tiles > 2 && work.next_panel != nullptr) {
    constexpr std::int64_t kLinesOfFourSteps = 4 * kTileWidth / kLine;
    prefetch = {work.next_panel, static_cast<int>((kLinesOfFourSteps + tiles - 1) / tiles)};
  }
  for (std::int64_t tile = 0; tile < tiles; ++tile) {
    MultiplyTile<kTileRows>(work, tile * kTileRows, prefetch);
    prefetch.next += prefetch.lines * (work.depth / 4) * kLine;
  }
  MultiplyRest<kTileRows - 1>(work, tiles * kTileRows, work.in.rows % kTileRows);
}

}  // namespace headscope::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace headscope::kernels {
namespace {

/// Rows that are multiplied with one panel before the next: few enough that their numbers stay in
/// the second cache, and enough blocks that every thread gets some.
std::int64_t rows_of_block(std::int64_t rows, std::int64_t panels, int threads) {
  std::int64_t blocks = (rows + 127) / 128;
  while (blocks * panels < 4 * threads && rows / blocks > 16) blocks *= 2;
  const std::int64_t each = (rows + blocks - 1) / blocks;
  return (each + 7) / 8 * 8;
}

}  // namespace

HWY_EXPORT(MultiplyPanel);

void linear(ConstRows in, const Linear& weights, const Epilogue& epilogue, Rows out,
            ThreadPool& pool) noexcept {
  const PackedMatrix& matrix = weights.weight;
  const std::int64_t width = matrix.panel_width();
  assert(out.stride >= matrix.panels() * width);
  const std::int64_t panels = matrix.panels();
  const std::int64_t block_rows = rows_of_block(in.rows, panels, pool.threads());
  const std::int64_t blocks = (in.rows + block_rows - 1) / block_rows;
  const auto multiply = HWY_DYNAMIC_DISPATCH(MultiplyPanel);
  pool.run(blocks * panels, [&](std::int64_t chunk, int) {
    const std::int64_t panel = chunk % panels;
    const std::int64_t row = chunk / panels * block_rows;
    const std::int64_t rows = std::min(block_rows, in.rows - row);
    const std::int64_t next = panel + pool.threads();
    const auto block_of = [&](auto view) {
      return decltype(view){view.row(row) + panel * width, rows, view.stride};
    };
    multiply({
        .in = {in.row(row), rows, in.stride},
        .depth = matrix.depth(),
        .panel = matrix.panel(panel),
        .bias = weights.bias.data() + panel * width,
        .activation = epilogue.activation,
        .residual = epilogue.residual.data == nullptr ? ConstRows{} : block_of(epilogue.residual),
        .out = block_of(out),
        .next_panel = next < panels ? matrix.panel(next) : nullptr,
    });
  });
}

}  // namespace headscope::kernels
#endif  // HWY_ONCE
