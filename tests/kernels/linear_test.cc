#include "kernels/linear.h"

#include "tests/kernels/support.h"

namespace headscope::kernels {
namespace {

HEADSCOPE_FOR_EVERY_TARGET(LinearTest);

/// Whether the target in use rounds once for a product and its sum.
bool multiplies_and_adds_at_once() {
  const std::string name = target();
  return name.starts_with("AVX") || name.starts_with("NEON");
}

/// What `linear` promises to the bit: 32-bit sums over the depth in order, then the bias, the
/// activation and the residual.
Matrix in_order(const Matrix& in, const Linear& weights, const Epilogue& epilogue) {
  const bool at_once = multiplies_and_adds_at_once();
  const std::int64_t columns = weights.weight.columns();
  Matrix out(in.rows(), columns);
  std::vector<float> weight(static_cast<std::size_t>(in.columns()));
  for (std::int64_t column = 0; column < columns; ++column) {
    for (std::size_t k = 0; k < weight.size(); ++k) {
      weight[k] = weights.weight.at(column, static_cast<std::int64_t>(k));
    }
    for (std::int64_t row = 0; row < in.rows(); ++row) {
      const float* const x = in.view().row(row);
      float sum = 0;
      for (std::size_t k = 0; k < weight.size(); ++k) {
        sum = at_once ? std::fma(x[k], weight[k], sum) : sum + x[k] * weight[k];
      }
      out.view().row(row)[column] = sum + weights.bias.data()[column];
    }
  }
  for (std::int64_t row = 0; row < in.rows(); ++row) {
    float* const results = out.view().row(row);
    activate(epilogue.activation, results, columns);
    if (epilogue.residual.data == nullptr) continue;
    const float* const residual = epilogue.residual.row(row);
    for (std::int64_t i = 0; i < columns; ++i) results[i] += residual[i];
  }
  return out;
}

/// The share of the error bound that any 32-bit sum in any order keeps to: one rounding (2⁻²⁴) of
/// the sum of the terms' magnitudes for each term, the bias and the residual (Higham, Accuracy and
/// Stability of Numerical Algorithms, §3.1), and the activation's own error behind it.
void compare(const Matrix& out, const Matrix& expected, const Matrix& in, const Linear& weights,
             Largest& largest) {
  for (std::int64_t column = 0; column < out.columns(); ++column) {
    for (std::int64_t row = 0; row < out.rows(); ++row) {
      double magnitude = 1 + std::abs(weights.bias.data()[column]);
      for (std::int64_t k = 0; k < in.columns(); ++k) {
        magnitude += std::abs(in.at(row, k) * weights.weight.at(column, k));
      }
      const double bound = static_cast<double>(in.columns() + 2) * 0x1p-24 * magnitude;
      // No activation here is steeper than 1.13.
      largest.add(out.at(row, column), expected.at(row, column), 1.13 * bound + 1.5e-7 * magnitude);
    }
  }
}

struct Shape {
  std::int64_t rows, columns, depth;
};

/// Each two of the three sweep together while the third stays at a few odd sizes.
std::vector<Shape> shapes() {
  std::vector<std::int64_t> columns;
  for (std::int64_t i = 1; i <= 100; i += kShort ? 13 : 1) columns.push_back(i);
  std::vector<std::int64_t> depths;
  for (std::int64_t i = 1; i <= 70; i += kShort ? 11 : 1) depths.push_back(i);
  depths.push_back(384);

  std::vector<Shape> all;
  for (const std::int64_t row : odd_sizes()) {
    for (const std::int64_t column : columns) all.push_back({row, column, 7});
    for (const std::int64_t depth : depths) all.push_back({row, 50, depth});
    for (const std::int64_t depth : {255, 256, 257, 513, 770}) all.push_back({row, 50, depth});
  }
  for (const std::int64_t column : columns) {
    for (const std::int64_t depth : depths) all.push_back({11, column, depth});
  }
  return all;
}

TEST_P(LinearTest, EqualsReferenceForOddShapes) {
  ThreadPool pool(2);
  Random random;
  Largest largest("linear, share of the bound");
  for (const auto& [rows, columns, depth] : shapes()) {
    const Linear weights = random_linear(random, columns, depth);
    const Matrix in = Matrix::random(random, rows, depth);
    Matrix out(rows, columns);
    Matrix expected(rows, columns);
    linear(in.view(), weights, {}, out.view(), pool);
    reference::linear(in.view(), weights, {}, expected.view(), pool);
    compare(out, expected, in, weights, largest);
    ASSERT_LE(largest.value(), 1) << rows << " × " << columns << " × " << depth;
    ASSERT_TRUE(equal_bits(out, in_order(in, weights, {})))
        << rows << " × " << columns << " × " << depth;
    const std::int64_t written = weights.weight.panels() * weights.weight.panel_width();
    ASSERT_TRUE(out.untouched_behind(written)) << rows << " × " << columns << " × " << depth;
  }
}

TEST_P(LinearTest, EqualsReferenceForEveryEpilogue) {
  ThreadPool pool(2);
  Random random;
  Largest largest("linear with epilogue, share of the bound");
  using enum Activation;
  for (const Activation activation : {kNone, kGelu, kGeluTanh, kRelu, kSilu, kTanh}) {
    for (const bool with_residual : {false, true}) {
      for (const auto& [rows, columns, depth] :
           {Shape{1, 1, 1}, {3, 17, 9}, {8, 48, 16}, {13, 50, 33}, {33, 99, 70}, {129, 31, 5}}) {
        const Linear weights = random_linear(random, columns, depth);
        const Matrix in = Matrix::random(random, rows, depth);
        const Matrix residual = Matrix::random(random, rows, columns);
        const Epilogue epilogue = {activation, with_residual ? residual.view() : ConstRows{}};
        Matrix out(rows, columns);
        Matrix expected(rows, columns);
        linear(in.view(), weights, epilogue, out.view(), pool);
        reference::linear(in.view(), weights, epilogue, expected.view(), pool);
        compare(out, expected, in, weights, largest);
        ASSERT_LE(largest.value(), 1)
            << rows << " × " << columns << " × " << depth << ", activation "
            << static_cast<int>(activation) << ", residual " << with_residual;
        ASSERT_TRUE(equal_bits(out, in_order(in, weights, epilogue)));
        const std::int64_t written = weights.weight.panels() * weights.weight.panel_width();
        ASSERT_TRUE(out.untouched_behind(written));
      }
    }
  }
}

TEST_P(LinearTest, SameBitsForAnyNumberOfThreads) {
  Random random;
  for (const auto& [rows, columns, depth] :
       {Shape{1, 300, 70}, {9, 100, 384}, {33, 50, 64}, {129, 97, 65}, {300, 200, 17}}) {
    const Linear weights = random_linear(random, columns, depth);
    const Matrix in = Matrix::random(random, rows, depth);
    const Matrix residual = Matrix::random(random, rows, columns);
    const Epilogue epilogue = {Activation::kGelu, residual.view()};
    ThreadPool alone(1);
    Matrix expected(rows, columns);
    linear(in.view(), weights, epilogue, expected.view(), alone);
    for (const int threads : {2, 3}) {
      ThreadPool pool(threads);
      Matrix out(rows, columns);
      linear(in.view(), weights, epilogue, out.view(), pool);
      EXPECT_TRUE(equal_bits(out, expected)) << rows << " rows, " << threads << " threads";
    }
  }
}

TEST_P(LinearTest, ARowHasTheSameBitsAmongAnyNumberOfRows) {
  Random random;
  ThreadPool pool(2);
  const Linear weights = random_linear(random, 60, 70);
  const Matrix in = Matrix::random(random, 150, 70);
  Matrix all(150, 60);
  linear(in.view(), weights, {.activation = Activation::kGelu}, all.view(), pool);
  for (const std::int64_t rows : odd_sizes()) {
    Matrix first(rows, 60);
    ConstRows part = in.view();
    part.rows = rows;
    linear(part, weights, {.activation = Activation::kGelu}, first.view(), pool);
    EXPECT_TRUE(equal_bits(first, all)) << rows << " rows";
  }
}

TEST_P(LinearTest, NanStaysInItsRow) {
  Random random;
  ThreadPool pool(2);
  const Linear weights = random_linear(random, 50, 20);
  Matrix in = Matrix::random(random, 10, 20);
  in.view().row(4)[7] = std::numeric_limits<float>::quiet_NaN();
  Matrix out(10, 50);
  linear(in.view(), weights, {.activation = Activation::kGelu}, out.view(), pool);
  for (std::int64_t row = 0; row < 10; ++row) {
    for (std::int64_t column = 0; column < 50; ++column) {
      EXPECT_EQ(std::isnan(out.at(row, column)), row == 4) << row << ", " << column;
    }
  }
}

}  // namespace
}  // namespace headscope::kernels
