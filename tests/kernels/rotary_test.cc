#include "kernels/rotary.h"

#include "tests/kernels/support.h"

namespace headscope::kernels {
namespace {

HEADSCOPE_FOR_EVERY_TARGET(RotaryTest);

Matrix copy_of(const Matrix& other) {
  Matrix same(other.rows(), other.columns());
  for (std::int64_t row = 0; row < other.rows(); ++row) {
    std::copy_n(other.view().row(row), other.columns(), same.view().row(row));
  }
  return same;
}

TEST_P(RotaryTest, EqualsReferenceForOddShapes) {
  ThreadPool pool(2);
  Random random;
  Largest largest("turned queries, of 3");
  for (const std::int64_t head_dim : {2, 6, 8, 10, 18, 32, 34, 64}) {
    RotaryTable table(head_dim, 10000);
    for (const std::int64_t n : odd_sizes()) {
      table.reserve(n);
      Matrix fast = Matrix::random(random, n, 3 * head_dim, -3, 3);
      Matrix exact = copy_of(fast);
      rotate(table, 3, fast.view(), pool);
      reference::rotate(table, 3, exact.view(), pool);
      largest.add(fast, exact, 3);
      ASSERT_LE(largest.value(), 2e-7) << n << " rows, " << head_dim;
      ASSERT_TRUE(fast.untouched_outside()) << n << " rows, " << head_dim;
    }
  }
}

TEST_P(RotaryTest, ProductsDependOnTheDistanceAlone) {
  ThreadPool pool(1);
  Random random;
  const std::int64_t head_dim = 16;
  RotaryTable table(head_dim, 160000);
  table.reserve(40);
  Matrix query = Matrix::random(random, 1, head_dim);
  Matrix key = Matrix::random(random, 1, head_dim);
  Matrix queries(40, head_dim);
  Matrix keys(40, head_dim);
  for (std::int64_t row = 0; row < 40; ++row) {
    std::copy_n(query.data(), head_dim, queries.view().row(row));
    std::copy_n(key.data(), head_dim, keys.view().row(row));
  }
  rotate(table, 1, queries.view(), pool);
  rotate(table, 1, keys.view(), pool);
  Largest largest("product at the same distance");
  const auto product = [&](std::int64_t i, std::int64_t j) {
    double sum = 0;
    for (std::int64_t c = 0; c < head_dim; ++c) sum += double{queries.at(i, c)} * keys.at(j, c);
    return sum;
  };
  for (std::int64_t i = 0; i < 30; ++i) largest.add(product(i + 10, i), product(10, 0));
  EXPECT_LE(largest.value(), 2e-6);
}

TEST(RotaryTable, TurnsByPositionTimesFrequency) {
  RotaryTable table(4, 100);  // frequencies 1 and 1/10
  table.reserve(3);
  table.reserve(2);
  EXPECT_EQ(table.cosines(0)[0], 1);
  EXPECT_EQ(table.sines(0)[1], 0);
  EXPECT_FLOAT_EQ(table.cosines(2)[0], std::cos(2.0f));
  EXPECT_FLOAT_EQ(table.sines(2)[0], std::sin(2.0f));
  EXPECT_FLOAT_EQ(table.cosines(2)[1], std::cos(0.2f));
  EXPECT_FLOAT_EQ(table.sines(2)[1], std::sin(0.2f));
}

}  // namespace
}  // namespace headscope::kernels
