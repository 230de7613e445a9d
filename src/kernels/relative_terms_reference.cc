#include "kernels/relative_terms.h"

namespace headscope::kernels::reference {
namespace {

/// a · b · scale over one head's columns; 0 where there is no b.
float product(const RelativeTerms& work, const float* a, ConstRows positions, std::int64_t position,
              std::int64_t column) {
  if (positions.data == nullptr) return 0;
  const float* const b = positions.row(position) + column;
  double dot = 0;
  for (std::int64_t i = 0; i < work.head_dim; ++i) dot += double{a[i]} * b[i];
  return static_cast<float>(dot * work.scale);
}

}  // namespace

void relative_terms(const RelativeTerms& work, const AttentionScratch& /*scratch*/,
                    ThreadPool& /*pool*/) noexcept {
  const std::int64_t n = work.queries.rows;
  for (std::int64_t head = 0; head < work.heads; ++head) {
    const std::int64_t column = head * work.head_dim;
    for (std::int64_t from = 0; from < n; ++from) {
      for (std::int64_t to = 0; to < n; ++to) {
        const std::int64_t position = work.index[from - to];
        const float* const query = work.queries.row(from) + column;
        const float* const key = work.keys.row(to) + column;
        const float c2p = product(work, query, work.position_keys, position, column);
        const float p2c = product(work, key, work.position_queries, position, column);
        const std::int64_t at = (head * n + from) * n + to;
        work.sum[at] = c2p + p2c;
        if (work.content_to_position && work.position_keys.data) work.content_to_position[at] = c2p;
        if (work.position_to_content && work.position_queries.data) {
          work.position_to_content[at] = p2c;
        }
      }
    }
  }
}

}  // namespace headscope::kernels::reference
