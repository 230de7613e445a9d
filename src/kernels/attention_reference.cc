#include <algorithm>
#include <cmath>
#include <vector>

#include "kernels/attention.h"

namespace headscope::kernels::reference {

void attention(const Attention& work, const AttentionScratch& /*scratch*/,
               ThreadPool& /*pool*/) noexcept {
  const std::int64_t n = work.queries.rows;
  std::vector<double> row(static_cast<std::size_t>(n));
  for (std::int64_t head = 0; head < work.heads; ++head) {
    const std::int64_t column = head * work.head_dim;
    for (std::int64_t from = 0; from < n; ++from) {
      const float* const query = work.queries.row(from) + column;
      for (std::int64_t to = 0; to < n; ++to) {
        const float* const key = work.keys.row(to) + column;
        double dot = 0;
        for (std::int64_t i = 0; i < work.head_dim; ++i) dot += double{query[i]} * key[i];
        const std::int64_t at = (head * n + from) * n + to;
        row[to] = dot * work.scale;
        if (work.products) work.products[at] = static_cast<float>(row[to]);
        if (work.bias) row[to] += work.bias[at];
        if (std::abs(from - to) > work.reach) row[to] = kUnseen;
        if (work.scores) work.scores[at] = static_cast<float>(row[to]);
      }
      const double maximum = *std::max_element(row.begin(), row.end());
      double sum = 0;
      for (double& score : row) sum += score = std::exp(score - maximum);
      for (std::int64_t to = 0; to < n; ++to) {
        work.attentions[(head * n + from) * n + to] = static_cast<float>(row[to] / sum);
      }
      for (std::int64_t i = 0; i < work.head_dim; ++i) {
        double mix = 0;
        for (std::int64_t to = 0; to < n; ++to) mix += row[to] * work.values.row(to)[column + i];
        work.context.row(from)[column + i] = static_cast<float>(mix / sum);
      }
    }
  }
}

}  // namespace headscope::kernels::reference
