#include "figure/lines.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace headscope::figure {
namespace {

/// The weakest weight of a row that is still drawn, and how many of just that weight.
struct Cut {
  float least = std::numeric_limits<float>::infinity();
  std::size_t ties = 0;
};

Cut cut_row(std::vector<float>& row, double target) {
  std::sort(row.begin(), row.end());
  // Rounding must not ask for one line more when the target is the whole row.
  const double enough = target * (1 - 1e-6);
  double sum = 0;
  std::size_t k = row.size();
  while (k > 0 && row[k - 1] > 0 && sum < enough) sum += row[--k];
  if (k == row.size()) return {};
  Cut cut{.least = row[k]};
  while (k + cut.ties < row.size() && row[k + cut.ties] == cut.least) ++cut.ties;
  return cut;
}

/// Appends the visible lines of row `i` that the cut leaves.
void append_row(std::span<const float> row, std::size_t i, const Visibility& see, Cut cut,
                std::vector<Line>& lines) {
  for (std::size_t j = 0; j < row.size(); ++j) {
    if (row[j] < cut.least || !see.is_visible(i, j)) continue;
    if (row[j] == cut.least) {
      if (cut.ties == 0) continue;
      --cut.ties;
    }
    lines.push_back({i, j, row[j]});
  }
}

/// Sorts lines by weight, and leaves the weakest beyond `cap` out.
void keep_strongest(std::vector<Line>& lines, std::size_t cap) {
  std::stable_sort(lines.begin(), lines.end(),
                   [](const Line& a, const Line& b) { return a.weight < b.weight; });
  if (lines.size() <= cap) return;
  lines.erase(lines.begin(), lines.end() - static_cast<std::ptrdiff_t>(cap));
}

}  // namespace

bool Visibility::any_muted() const {
  return std::find(muted.begin(), muted.end(), true) != muted.end();
}

bool Visibility::any_filtered() const {
  return std::find(allowed.begin(), allowed.end(), false) != allowed.end();
}

Lines select_lines(std::span<const float> map, const Visibility& see, double share,
                   std::size_t cap) {
  const std::size_t n = see.muted.size();
  Lines out;
  std::vector<float> seen;
  for (std::size_t i = 0; i < n; ++i) {
    const std::span<const float> row = map.subspan(i * n, n);
    seen.clear();
    for (std::size_t j = 0; j < n; ++j) {
      if (see.is_visible(i, j)) seen.push_back(row[j]);
    }
    const double mass = std::accumulate(seen.begin(), seen.end(), 0.0);
    out.share.visible_mass += mass;
    out.share.visible_count += seen.size();
    append_row(row, i, see, cut_row(seen, mass * share), out.lines);
  }
  keep_strongest(out.lines, cap);
  out.share.count = out.lines.size();
  for (const Line& line : out.lines) out.share.shown_mass += line.weight;
  return out;
}

Share& Share::operator+=(const Share& other) {
  count += other.count;
  shown_mass += other.shown_mass;
  visible_mass += other.visible_mass;
  visible_count += other.visible_count;
  return *this;
}

}  // namespace headscope::figure
