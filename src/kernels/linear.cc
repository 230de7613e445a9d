#include "kernels/linear.h"

#include <algorithm>
#include <cassert>
#include <limits>

#include "kernels/linear_panel.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/linear.cc"
#include "hwy/foreach_target.h"
#include "kernels/activation-inl.h"
#include "kernels/tile-inl.h"

HWY_BEFORE_NAMESPACE();
namespace headscope::kernels::HWY_NAMESPACE {

// How much of the depth a panel is read for at a time, where all of it does not fit the first cache
// and a tile has too few rows to hide that: with AVX2, 24 columns times 256 are 24 KiB. Sums wait
// in `out` meanwhile, which changes neither their order nor their bits.
#if HWY_TARGET == HWY_AVX2
inline constexpr std::int64_t kDepthBlock = 256;
#else
inline constexpr std::int64_t kDepthBlock = std::numeric_limits<std::int64_t>::max();
#endif

/// A run of the depth.
struct Depth {
  std::int64_t begin;
  std::int64_t count;
};

/// What is done to the sums of a tile when they are complete and in `out`.
HWY_INLINE void FinishRows(const LinearPanel& work, std::int64_t row, int rows) {
  const F32 d;
  for (int r = 0; r < rows; ++r) {
    float* const out = work.out.row(row + r);
    ActivateVectors(work.activation, out, kTileWidth);
    if (work.residual.data == nullptr) continue;
    const float* const residual = work.residual.row(row + r);
    for (std::int64_t i = 0; i < kTileWidth; i += kLanes) {
      hn::StoreU(hn::Add(hn::LoadU(d, out + i), hn::LoadU(d, residual + i)), d, out + i);
    }
  }
}

template <int kRows>
HWY_INLINE void MultiplyTile(const LinearPanel& work, std::int64_t row, Depth depth,
                             Prefetch prefetch) {
  const F32 d;
  const bool last = depth.begin + depth.count == work.depth;
  Tile<kRows, kTileVecs> tile;
  if (depth.begin == 0) {
    tile.clear();
  } else {
    tile.load(work.out.row(row), work.out.stride);
  }
  tile.add_product(work.in.row(row) + depth.begin, work.in.stride,
                   work.panel + depth.begin * kTileWidth, kTileWidth, depth.count, prefetch);
  HWY_UNROLL(8)
  for (int r = 0; r < kRows; ++r) {
    HWY_UNROLL(4)
    for (int v = 0; v < kTileVecs; ++v) {
      const std::int64_t column = v * kLanes;
      const Vec sum = tile.sum[r][v];
      hn::StoreU(last ? hn::Add(sum, hn::LoadU(d, work.bias + column)) : sum, d,
                 work.out.row(row + r) + column);
    }
  }
  if (last) FinishRows(work, row, kRows);
}

/// The rows that are left when the tile does not fit any more: one tile of just their number.
template <int kRows>
void MultiplyRest(const LinearPanel& work, std::int64_t row, std::int64_t rows) {
  if constexpr (kRows > 0) {
    if (rows == kRows) return MultiplyTile<kRows>(work, row, {0, work.depth}, {});
    MultiplyRest<kRows - 1>(work, row, rows);
  }
}

void MultiplyPanel(const LinearPanel& work) {
  const std::int64_t tiles = work.in.rows / kTileRows;
  // With one or two tiles the panel is read at the speed of memory anyway, and what the hardware
  // fetches ahead by itself is best left alone.
  const bool many = tiles > 2;
  Prefetch prefetch;
  if (many && work.next_panel != nullptr) {
    constexpr std::int64_t kLinesOfFourSteps = 4 * kTileWidth / kLine;
    prefetch = {work.next_panel, static_cast<int>((kLinesOfFourSteps + tiles - 1) / tiles)};
  }
  const std::int64_t block = many ? std::min(kDepthBlock, work.depth) : work.depth;
  for (std::int64_t begin = 0; begin < work.depth; begin += block) {
    const Depth depth{begin, std::min(block, work.depth - begin)};
    for (std::int64_t tile = 0; tile < tiles; ++tile) {
      MultiplyTile<kTileRows>(work, tile * kTileRows, depth, prefetch);
      prefetch.next += prefetch.lines * (depth.count / 4) * kLine;
    }
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
  while (blocks * panels < std::int64_t{4} * threads && rows / blocks > 16) blocks *= 2;
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
