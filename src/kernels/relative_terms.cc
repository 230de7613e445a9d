#include "kernels/relative_terms.h"

#include <algorithm>

#include "kernels/attention_rows.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/relative_terms.cc"
#include "hwy/foreach_target.h"
#include "kernels/panels-inl.h"

HWY_BEFORE_NAMESPACE();
namespace headscope::kernels::HWY_NAMESPACE {

static_assert(kStripRows % kTileRows == 0);

/// Calls `take(first, strip)` for every few rows of `rows`; strip [few, positions] holds their
/// products with all position vectors of the head.
template <typename Take>
void ForEachStrip(const RelativeTerms& work, ConstRows rows, ConstRows positions, float* scratch,
                  const Take& take) {
  const AttentionLayout layout(positions.rows, work.head_dim);
  const PackedFactor packed = PackTransposed(positions, work.head_dim, scratch + layout.keys);
  for (std::int64_t first = 0; first < rows.rows; first += kStripRows) {
    const Rows strip{scratch + layout.strip, std::min(kStripRows, rows.rows - first),
                     layout.strip_stride};
    MultiplyPanels({rows.row(first), strip.rows, rows.stride}, packed, work.scale, strip);
    take(first, strip);
  }
}

void RelativeTermsOfHead(const RelativeTerms& work, std::int64_t head, float* scratch) {
  const std::int64_t n = work.queries.rows;
  const std::int64_t column = head * work.head_dim;
  const std::int64_t map = head * n * n;
  float* const sum = work.sum + map;
  std::fill_n(sum, n * n, 0.0f);

  if (work.position_keys.data != nullptr) {
    ForEachStrip(work, work.queries.from_column(column), work.position_keys.from_column(column),
                 scratch, [&](std::int64_t first, Rows strip) {
                   for (std::int64_t row = 0; row < strip.rows; ++row) {
                     const std::int64_t from = first + row;
                     const float* const products = strip.row(row);
                     for (std::int64_t to = 0; to < n; ++to) {
                       sum[from * n + to] = products[work.index[from - to]];
                     }
                   }
                 });
    if (work.content_to_position) std::copy_n(sum, n * n, work.content_to_position + map);
  }
  if (work.position_queries.data != nullptr) {
    float* const kept = work.position_to_content ? work.position_to_content + map : nullptr;
    ForEachStrip(work, work.keys.from_column(column), work.position_queries.from_column(column),
                 scratch, [&](std::int64_t first, Rows strip) {
                   for (std::int64_t from = 0; from < n; ++from) {
                     for (std::int64_t row = 0; row < strip.rows; ++row) {
                       const std::int64_t to = first + row;
                       const float product = strip.row(row)[work.index[from - to]];
                       sum[from * n + to] += product;
                       if (kept) kept[from * n + to] = product;
                     }
                   }
                 });
  }
}

}  // namespace headscope::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace headscope::kernels {

HWY_EXPORT(RelativeTermsOfHead);

void relative_terms(const RelativeTerms& work, const AttentionScratch& scratch,
                    ThreadPool& pool) noexcept {
  const auto terms_of_head = HWY_DYNAMIC_DISPATCH(RelativeTermsOfHead);
  pool.run(work.heads,
           [&](std::int64_t head, int worker) { terms_of_head(work, head, scratch.of(worker)); });
}

}  // namespace headscope::kernels
#endif  // HWY_ONCE
