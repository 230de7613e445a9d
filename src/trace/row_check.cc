#include "trace/row_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headscope::trace {
namespace {

/// What is wrong in one way: how often, and where to look.
struct Finding {
  std::int64_t count = 0;
  std::int64_t layer = 0;
  std::int64_t head = 0;
  std::int64_t row = 0;
  double sum = 1;
};

struct Row {
  bool finite;
  bool negative;
  double sum;
};

Row look_at(std::span<const float> weights) noexcept {
  double sum = 0;
  float smallest = 0;
  for (const float weight : weights) {
    sum += weight;
    smallest = std::min(smallest, weight);
  }
  return {std::isfinite(sum), smallest < 0, sum};
}

std::string many(std::int64_t count, std::string_view one, std::string_view several) {
  return count == 1 ? fmt::format("1 {}", one) : fmt::format("{} {}", count, several);
}

}  // namespace

double row_sum_tolerance(checkpoint::DType stored) {
  // Half a unit in the last place of every weight, with as much again for a softmax that was itself
  // computed in that precision. Float32 and float64 files often hold results of 16-bit runs or of
  // long rows, so there the limit is what a picture can show.
  switch (stored) {
    case checkpoint::DType::kF16:
      return 0x1p-10;
    case checkpoint::DType::kBF16:
      return 0x1p-7;
    default:
      return 1e-4;
  }
}

std::vector<std::string> check_rows(const Tensor& attentions, double tolerance,
                                    const std::string& file) {
  const std::int64_t n = attentions.dim(3);
  Finding not_finite;
  Finding negative;
  Finding unequal;
  const auto note = [](Finding& finding, std::int64_t layer, std::int64_t head, std::int64_t row,
                       double sum) {
    const bool worse = std::abs(sum - 1) > std::abs(finding.sum - 1);
    if (finding.count++ == 0 || worse) {
      finding = {finding.count, layer, head, row, sum};
    }
  };
  for (std::int64_t layer = 0; layer < attentions.dim(0); ++layer) {
    for (std::int64_t head = 0; head < attentions.dim(1); ++head) {
      const std::span<const float> map = attentions.at(layer, head);
      for (std::int64_t row = 0; row < n; ++row) {
        const Row found = look_at(map.subspan(row * n, n));
        if (!found.finite) {
          note(not_finite, layer, head, row, 1);
          continue;
        }
        if (found.negative) note(negative, layer, head, row, 1);
        if (std::abs(found.sum - 1) > tolerance) note(unequal, layer, head, row, found.sum);
      }
    }
  }

  std::vector<std::string> warnings;
  if (not_finite.count > 0) {
    warnings.push_back(fmt::format("{}: {} NaN or infinite weights, the first is L{} H{} row {}",
                                   file, many(not_finite.count, "row has", "rows have"),
                                   not_finite.layer, not_finite.head, not_finite.row));
  }
  if (negative.count > 0) {
    warnings.push_back(fmt::format("{}: {} weights below 0, the first is L{} H{} row {}", file,
                                   many(negative.count, "row has", "rows have"), negative.layer,
                                   negative.head, negative.row));
  }
  if (unequal.count > 0) {
    warnings.push_back(
        fmt::format("{}: {} not sum to 1, the furthest is L{} H{} row {} with a sum of {:.6g}",
                    file, many(unequal.count, "row does", "rows do"), unequal.layer, unequal.head,
                    unequal.row, unequal.sum));
  }
  return warnings;
}

}  // namespace headscope::trace
