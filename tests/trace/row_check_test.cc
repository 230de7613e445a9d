#include "trace/row_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <limits>

#include "tests/trace/traces.h"

namespace headscope::trace {
namespace {

using checkpoint::DType;
using testing::ElementsAre;
using testing::IsEmpty;
using testing_support::even;

TEST(CheckRows, SaysNothingAboutASoftmax) {
  EXPECT_THAT(check_rows(even(2, 3, 100), 1e-4, "f"), IsEmpty());
}

TEST(CheckRows, NamesTheWorstRowAndTheirNumber) {
  Tensor attentions = even(3, 2, 4);
  attentions.at(0, 0)[0] += 0.25F;
  attentions.at(2, 1)[3 * 4] = -0.25F;
  attentions.at(1, 1)[1] += 0.125F;
  EXPECT_THAT(
      check_rows(attentions, 1e-4, "f"),
      ElementsAre("f: 1 row has weights below 0, the first is L2 H1 row 3",
                  "f: 3 rows do not sum to 1, the furthest is L2 H1 row 3 with a sum of 0.5"));
}

TEST(CheckRows, NamesTheFirstRowThatIsNotFinite) {
  Tensor attentions = even(2, 2, 2);
  attentions.at(0, 1)[2] = std::numeric_limits<float>::infinity();
  attentions.at(1, 0)[0] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_THAT(check_rows(attentions, 1e-4, "f"),
              ElementsAre("f: 2 rows have NaN or infinite weights, the first is L0 H1 row 1"));
}

/// The weight as a file in `bits` of mantissa holds it.
float rounded(float weight, int bits) {
  const auto stored = std::bit_cast<std::uint32_t>(weight);
  const std::uint32_t unit = 1u << (23 - bits);
  return std::bit_cast<float>((stored + unit / 2) & ~(unit - 1));
}

TEST(RowSumTolerance, LetsRoundingPass) {
  for (const auto& [dtype, bits] : {std::pair(DType::kF16, 10), std::pair(DType::kBF16, 7)}) {
    for (const std::int64_t n : {3, 7, 100, 333, 511}) {
      Tensor attentions = even(1, 1, n);
      for (float& weight : attentions.values()) weight = rounded(weight, bits);
      EXPECT_THAT(check_rows(attentions, row_sum_tolerance(dtype), "f"), IsEmpty()) << n;
    }
  }
  EXPECT_LT(row_sum_tolerance(DType::kF32), row_sum_tolerance(DType::kF16));
}

}  // namespace
}  // namespace headscope::trace
