#include "kernels/attention.h"

#include <algorithm>
#include <cstring>

#include "kernels/attention_rows.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/attention.cc"
#include "hwy/foreach_target.h"
#include "kernels/softmax-inl.h"
#include "kernels/tile-inl.h"

HWY_BEFORE_NAMESPACE();
namespace headscope::kernels::HWY_NAMESPACE {

static_assert(kStripRows % kTileRows == 0);

/// Factors of a small product: a [rows, depth] and a panel b [depth, width].
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

/// Panels over the keys, as wide as a tile.
Panels KeyPanels(std::int64_t tokens) { return {tokens, kTileVecs}; }

/// Panels over a head's columns, about equally wide.
Panels ValuePanels(std::int64_t head_dim) {
  const std::int64_t vecs = (head_dim + kLanes - 1) / kLanes;
  const std::int64_t panels = (vecs + kTileVecs - 1) / kTileVecs;
  return {head_dim, (vecs + panels - 1) / panels};
}

/// packed [panels, head_dim, width] = keysᵀ, zero behind the last token.
void PackKeys(const AttentionRows& work, float* HWY_RESTRICT packed) {
  const Panels panels = KeyPanels(work.keys.rows);
  const std::int64_t padded = panels.count() * panels.width;
  for (std::int64_t token = 0; token < padded; ++token) {
    const std::int64_t panel = token / panels.width;
    float* out = packed + panel * work.head_dim * panels.width + token % panels.width;
    const float* const key = token < work.keys.rows ? work.keys.row(token) : nullptr;
    for (std::int64_t i = 0; i < work.head_dim; ++i) {
      out[i * panels.width] = key == nullptr ? 0.0f : key[i];
    }
  }
}

/// packed [panels, n, width] = values, zero behind the last column.
void PackValues(const AttentionRows& work, float* HWY_RESTRICT packed) {
  const Panels panels = ValuePanels(work.head_dim);
  for (std::int64_t panel = 0; panel < panels.count(); ++panel) {
    const std::int64_t begin = panel * panels.width;
    const std::int64_t columns = std::min(panels.width, work.head_dim - begin);
    for (std::int64_t token = 0; token < work.values.rows; ++token) {
      const float* const value = work.values.row(token) + begin;
      packed = std::fill_n(std::copy_n(value, columns, packed), panels.width - columns, 0.0f);
    }
  }
}

/// out [rows, columns] = a [rows, depth] · packed panels · scale.
void MultiplyPanels(ConstRows a, const Panels& panels, const float* packed, std::int64_t depth,
                    float scale, Rows out) {
  for (std::int64_t panel = 0; panel < panels.count(); ++panel) {
    const float* const b = packed + panel * depth * panels.width;
    for (std::int64_t row = 0; row < a.rows; row += kTileRows) {
      const Multiply multiply = FindTile(a.rows - row, panels.vecs_of(panel));
      multiply({a.row(row), a.stride, b, panels.width, depth}, scale,
               out.row(row) + panel * panels.width, out.stride);
    }
  }
}

void AttendRows(const AttentionRows& work) {
  const std::int64_t n = work.keys.rows;
  const AttentionLayout layout(n, work.head_dim);
  float* const keys = work.scratch + layout.keys;
  float* const values = work.scratch + layout.values;
  PackKeys(work, keys);
  PackValues(work, values);
  for (std::int64_t begin = 0; begin < work.queries.rows; begin += kStripRows) {
    const std::int64_t rows = std::min(kStripRows, work.queries.rows - begin);
    const Rows strip{work.scratch + layout.strip, rows, layout.strip_stride};
    const Rows context{work.scratch + layout.context, rows, layout.context_stride};
    MultiplyPanels({work.queries.row(begin), rows, work.queries.stride}, KeyPanels(n), keys,
                   work.head_dim, work.scale, strip);
    for (std::int64_t row = 0; row < rows; ++row) {
      const std::int64_t at = (begin + row) * n;
      if (work.scores) std::copy_n(strip.row(row), n, work.scores + at);
      SoftmaxRow(strip.row(row), n, work.attentions + at);
    }
    MultiplyPanels(strip, ValuePanels(work.head_dim), values, n, 1.0f, context);
    for (std::int64_t row = 0; row < rows; ++row) {
      std::copy_n(context.row(row), work.head_dim, work.context.row(begin + row));
    }
  }
}

}  // namespace headscope::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace headscope::kernels {

HWY_EXPORT(AttendRows);

void AttentionScratch::reserve(std::int64_t tokens, std::int64_t head_dim, int threads) {
  const AttentionLayout layout(tokens, head_dim);
  if (layout.size <= each_) return;
  each_ = layout.size;
  data_.resize({threads, each_});
}

void attention(const Attention& work, const AttentionScratch& scratch, ThreadPool& pool) noexcept {
  const std::int64_t n = work.queries.rows;
  // A thread packs a head's keys and values for itself, so heads are split only where there are
  // too few of them to keep all threads busy.
  const std::int64_t wanted = (std::int64_t{3} * pool.threads() + work.heads - 1) / work.heads;
  const std::int64_t blocks = std::clamp<std::int64_t>(wanted, 1, (n + 63) / 64);
  const std::int64_t strips = (n + kStripRows - 1) / kStripRows;
  const std::int64_t block_rows = (strips + blocks - 1) / blocks * kStripRows;
  const auto attend = HWY_DYNAMIC_DISPATCH(AttendRows);
  pool.run(work.heads * blocks, [&](std::int64_t chunk, int worker) {
    const std::int64_t head = chunk / blocks;
    const std::int64_t column = head * work.head_dim;
    const std::int64_t begin = chunk % blocks * block_rows;
    const std::int64_t rows = std::min(block_rows, n - begin);
    if (rows <= 0) return;
    const std::int64_t map = (head * n + begin) * n;
    attend({
        .queries = {work.queries.row(begin) + column, rows, work.queries.stride},
        .keys = work.keys.from_column(column),
        .values = work.values.from_column(column),
        .head_dim = work.head_dim,
        .scale = work.scale,
        .attentions = work.attentions + map,
        .scores = work.scores == nullptr ? nullptr : work.scores + map,
        .context = {work.context.row(begin) + column, rows, work.context.stride},
        .scratch = scratch.of(worker),
    });
  });
}

}  // namespace headscope::kernels
#endif  // HWY_ONCE
