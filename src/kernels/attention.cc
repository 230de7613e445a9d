#include "kernels/attention.h"

#include <algorithm>
#include <cassert>

#include "kernels/attention_rows.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/attention.cc"
#include "hwy/foreach_target.h"
#include "kernels/panels-inl.h"
#include "kernels/softmax-inl.h"

HWY_BEFORE_NAMESPACE();
namespace headscope::kernels::HWY_NAMESPACE {

static_assert(kStripRows % kTileRows == 0);

/// Panels over a head's columns, about equally wide.
Panels ValuePanels(std::int64_t head_dim) {
  const std::int64_t vecs = (head_dim + kLanes - 1) / kLanes;
  const std::int64_t panels = (vecs + kTileVecs - 1) / kTileVecs;
  return {head_dim, (vecs + panels - 1) / panels};
}

/// packed [panels, n, width] = values, zero behind the last column.
PackedFactor PackValues(const AttentionRows& work, float* HWY_RESTRICT packed) {
  const Panels panels = ValuePanels(work.head_dim);
  const std::int64_t n = work.values.rows;
  float* HWY_RESTRICT out = packed;
  for (std::int64_t panel = 0; panel < panels.count(); ++panel) {
    const std::int64_t begin = panel * panels.width;
    const std::int64_t columns = std::min(panels.width, work.head_dim - begin);
    for (std::int64_t token = 0; token < n; ++token) {
      const float* const value = work.values.row(token) + begin;
      out = std::fill_n(std::copy_n(value, columns, out), panels.width - columns, 0.0f);
    }
  }
  return {panels, packed, n * panels.width, n};
}

/// Some tokens in a row.
struct Span {
  std::int64_t begin;
  std::int64_t end;

  std::int64_t size() const { return end - begin; }
};

/// The tokens that at least one of the tokens [first, last] sees.
Span Seen(const AttentionRows& work, std::int64_t first, std::int64_t last) {
  return {std::max<std::int64_t>(0, first - work.reach),
          std::min(work.keys.rows, last + work.reach + 1)};
}

/// The keys or values of some tokens. Panels of keys are begun at the panel that holds the first.
PackedFactor KeysOf(const PackedFactor& keys, Span tokens) {
  const std::int64_t skipped = tokens.begin / keys.panels.width;
  return {TransposedPanels(tokens.end - skipped * keys.panels.width),
          keys.data + skipped * keys.stride, keys.stride, keys.depth};
}
PackedFactor ValuesOf(const PackedFactor& values, Span tokens) {
  return {values.panels, values.data + tokens.begin * values.panels.width, values.stride,
          tokens.size()};
}

/// From a row's products to its shares, in `products` [n] and in the map. Only `seen` holds
/// products; the row's own span may be shorter.
void FinishRow(const AttentionRows& work, std::int64_t row, Span seen,
               float* HWY_RESTRICT products) {
  const std::int64_t n = work.keys.rows;
  const std::int64_t token = work.first + row;
  const Span own = Seen(work, token, token);
  const std::int64_t at = row * n;
  if (work.products) std::copy_n(products, n, work.products + at);
  if (work.bias) {
    const float* HWY_RESTRICT const bias = work.bias + at;
    for (std::int64_t to = own.begin; to < own.end; ++to) products[to] += bias[to];
  }
  if (work.scores) {
    float* const scores = work.scores + at;
    std::fill_n(scores, own.begin, kUnseen);
    std::copy_n(products + own.begin, own.size(), scores + own.begin);
    std::fill_n(scores + own.end, n - own.end, kUnseen);
  }
  float* const attentions = work.attentions + at;
  SoftmaxRow(products + own.begin, own.size(), attentions + own.begin);
  std::fill_n(attentions, own.begin, 0.0f);
  std::fill_n(attentions + own.end, n - own.end, 0.0f);
  std::fill(products + seen.begin, products + own.begin, 0.0f);
  std::fill(products + own.end, products + seen.end, 0.0f);
}

void AttendRows(const AttentionRows& work) {
  const AttentionLayout layout(work.keys.rows, work.head_dim);
  const PackedFactor keys = PackTransposed(work.keys, work.head_dim, work.scratch + layout.keys);
  const PackedFactor values = PackValues(work, work.scratch + layout.values);
  for (std::int64_t begin = 0; begin < work.queries.rows; begin += kStripRows) {
    const std::int64_t rows = std::min(kStripRows, work.queries.rows - begin);
    const Rows strip{work.scratch + layout.strip, rows, layout.strip_stride};
    const Rows context{work.scratch + layout.context, rows, layout.context_stride};
    const Span seen = Seen(work, work.first + begin, work.first + begin + rows - 1);
    const std::int64_t panel_begin = seen.begin / keys.panels.width * keys.panels.width;
    MultiplyPanels({work.queries.row(begin), rows, work.queries.stride}, KeysOf(keys, seen),
                   work.scale, strip.from_column(panel_begin));
    for (std::int64_t row = 0; row < rows; ++row) {
      FinishRow(work, begin + row, seen, strip.row(row));
    }
    MultiplyPanels(strip.from_column(seen.begin), ValuesOf(values, seen), 1.0f, context);
    for (std::int64_t row = 0; row < rows; ++row) {
      std::copy_n(context.row(row), work.head_dim, work.context.row(begin + row));
    }
  }
}

}  // namespace headscope::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace headscope::kernels {
namespace {

/// A map's part from an offset on, where there is a map.
template <typename Float>
Float* part_of(Float* map, std::int64_t offset) noexcept {
  return map == nullptr ? nullptr : map + offset;
}

}  // namespace

HWY_EXPORT(AttendRows);

void AttentionScratch::reserve(std::int64_t tokens, std::int64_t head_dim, int threads) {
  const AttentionLayout layout(tokens, head_dim);
  if (layout.size <= each_) return;
  each_ = layout.size;
  data_.resize({threads, each_});
}

void attention(const Attention& work, const AttentionScratch& scratch, ThreadPool& pool) noexcept {
  const std::int64_t n = work.queries.rows;
  assert(work.products == nullptr || work.reach >= n);
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
        .first = begin,
        .reach = work.reach,
        .queries = {work.queries.row(begin) + column, rows, work.queries.stride},
        .keys = work.keys.from_column(column),
        .values = work.values.from_column(column),
        .head_dim = work.head_dim,
        .scale = work.scale,
        .bias = part_of(work.bias, map),
        .attentions = work.attentions + map,
        .scores = part_of(work.scores, map),
        .products = part_of(work.products, map),
        .context = {work.context.row(begin) + column, rows, work.context.stride},
        .scratch = scratch.of(worker),
    });
  });
}

}  // namespace headscope::kernels
#endif  // HWY_ONCE
