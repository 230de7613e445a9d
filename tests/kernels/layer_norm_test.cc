#include "kernels/layer_norm.h"

#include "tests/kernels/support.h"

namespace headscope::kernels {
namespace {

HEADSCOPE_FOR_EVERY_TARGET(LayerNormTest);

LayerNorm random_norm(Random& random, std::int64_t columns) {
  LayerNorm norm{Tensor({columns}), Tensor({columns})};
  random.fill(norm.weight.data(), columns);
  random.fill(norm.bias.data(), columns);
  return norm;
}

/// Columns that lie a little apart, so that the variance is never next to nothing: there the exact
/// result would hang on the last bit of the input.
Matrix random_input(Random& random, std::int64_t rows, std::int64_t columns, float mean) {
  Matrix in = Matrix::random(random, rows, columns, mean - 1, mean + 1);
  for (std::int64_t row = 0; row < rows; ++row) {
    for (std::int64_t i = 1; i < columns; i += 2) in.view().row(row)[i] += 3;
  }
  return in;
}

std::vector<std::int64_t> column_counts() {
  std::vector<std::int64_t> counts = {384, 768, 1023};
  for (std::int64_t i = 1; i <= 100; i += kShort ? 7 : 1) counts.push_back(i);
  return counts;
}

// SCALAR, whose sums are one chain of up to 1023 roundings, comes nearest to the bound; 16 lanes
// stay below 8e-7.
TEST_P(LayerNormTest, EqualsReferenceForOddShapesAndInPlace) {
  ThreadPool pool(2);
  Random random;
  Largest largest("layer norm");
  for (const std::int64_t columns : column_counts()) {
    const LayerNorm norm = random_norm(random, columns);
    for (const std::int64_t rows : odd_sizes()) {
      Matrix in = random_input(random, rows, columns, 0);
      Matrix out(rows, columns);
      Matrix expected(rows, columns);
      layer_norm(in.view(), norm, out.view(), pool);
      reference::layer_norm(in.view(), norm, expected.view(), pool);
      largest.add(out, expected);
      ASSERT_LE(largest.value(), 2e-6) << rows << " × " << columns;
      ASSERT_TRUE(out.untouched_outside());

      layer_norm(in.view(), norm, in.view(), pool);
      ASSERT_TRUE(equal_bits(in, out)) << rows << " × " << columns << " in place";
      ASSERT_TRUE(in.untouched_outside());
    }
  }
}

// The mean has seven digits, and the numbers are around 1.
TEST_P(LayerNormTest, KeepsTheDigitsOfALargeMean) {
  ThreadPool pool(1);
  Random random;
  Largest largest("layer norm around 1000");
  const LayerNorm norm = random_norm(random, 768);
  const Matrix in = random_input(random, 9, 768, 1000);
  Matrix out(9, 768);
  Matrix expected(9, 768);
  layer_norm(in.view(), norm, out.view(), pool);
  reference::layer_norm(in.view(), norm, expected.view(), pool);
  largest.add(out, expected);
  EXPECT_LE(largest.value(), 1e-3);
}

TEST_P(LayerNormTest, ARowWithoutVarianceBecomesTheBias) {
  ThreadPool pool(1);
  Random random;
  const LayerNorm norm = random_norm(random, 50);
  Matrix in = Matrix::random(random, 3, 50, 0.5f, 0.5f);
  layer_norm(in.view(), norm, in.view(), pool);
  for (std::int64_t row = 0; row < 3; ++row) {
    for (std::int64_t i = 0; i < 50; ++i) EXPECT_EQ(in.at(row, i), norm.bias.data()[i]);
  }
}

TEST_P(LayerNormTest, EpsilonIsAddedToTheVariance) {
  ThreadPool pool(1);
  LayerNorm norm{Tensor({2}), Tensor({2}), 3.0f};
  std::fill_n(norm.weight.data(), 2, 1.0f);
  std::fill_n(norm.bias.data(), 2, 0.0f);
  Matrix in(1, 2);
  in.view().row(0)[0] = -1;
  in.view().row(0)[1] = 1;
  layer_norm(in.view(), norm, in.view(), pool);
  EXPECT_EQ(in.at(0, 0), -0.5f);
  EXPECT_EQ(in.at(0, 1), 0.5f);
}

TEST_P(LayerNormTest, SameBitsForAnyNumberOfThreads) {
  Random random;
  const LayerNorm norm = random_norm(random, 99);
  const Matrix in = random_input(random, 129, 99, 0);
  ThreadPool alone(1);
  Matrix expected(129, 99);
  layer_norm(in.view(), norm, expected.view(), alone);
  for (const int threads : {2, 3}) {
    ThreadPool pool(threads);
    Matrix out(129, 99);
    layer_norm(in.view(), norm, out.view(), pool);
    EXPECT_TRUE(equal_bits(out, expected)) << threads << " threads";
  }
}

}  // namespace
}  // namespace headscope::kernels
