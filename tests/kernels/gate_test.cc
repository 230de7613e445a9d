#include "kernels/gate.h"

#include "tests/kernels/support.h"

namespace headscope::kernels {
namespace {

HEADSCOPE_FOR_EVERY_TARGET(GateTest);

TEST_P(GateTest, EqualsReferenceForOddShapes) {
  ThreadPool pool(2);
  Random random;
  Largest largest("gated activations, of 9");
  for (const Activation activation : {Activation::kGelu, Activation::kSilu, Activation::kRelu}) {
    for (const std::int64_t columns : odd_sizes()) {
      for (const std::int64_t n : {1, 7, 8, 33}) {
        Matrix fast = Matrix::random(random, n, 2 * columns, -3, 3);
        Matrix exact = Matrix(n, 2 * columns);
        for (std::int64_t row = 0; row < n; ++row) {
          std::copy_n(fast.view().row(row), 2 * columns, exact.view().row(row));
        }
        gate(activation, columns, fast.view(), pool);
        reference::gate(activation, columns, exact.view(), pool);
        largest.add(fast, exact, 9);
        ASSERT_LE(largest.value(), 3e-7) << n << " rows of " << columns;
        ASSERT_TRUE(fast.untouched_outside()) << n << " rows of " << columns;
      }
    }
  }
}

TEST_P(GateTest, TheSecondHalfStays) {
  ThreadPool pool(1);
  float row[] = {1, -1, 2, 5, 7, -3};
  gate(Activation::kRelu, 3, {row, 1, 6}, pool);
  const float expected[] = {5, 0, -6, 5, 7, -3};
  for (int i = 0; i < 6; ++i) EXPECT_EQ(row[i], expected[i]) << i;
}

}  // namespace
}  // namespace headscope::kernels
