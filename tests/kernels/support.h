// What the kernels' tests share: every instruction set in turn, numbers, matrices that notice a
// write beside them, and how far two results are apart.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "headscope/tensor.h"
#include "kernels/linear.h"
#include "kernels/rows.h"
#include "kernels/target.h"

// Sanitizers make everything ten times slower and look for other things than wrong sums.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define HEADSCOPE_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define HEADSCOPE_SANITIZED 1
#endif
#endif

namespace headscope::kernels {

#ifdef HEADSCOPE_SANITIZED
inline constexpr bool kShort = true;
#else
inline constexpr bool kShort = false;
#endif

/// Runs with the instruction set that is the test's parameter.
class EveryTarget : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override { use_target(GetParam()); }
  void TearDown() override { use_target(targets().front()); }
};

#define HEADSCOPE_FOR_EVERY_TARGET(Suite)                                                        \
  using Suite = ::headscope::kernels::EveryTarget;                                               \
  INSTANTIATE_TEST_SUITE_P(Targets, Suite, ::testing::ValuesIn(::headscope::kernels::targets()), \
                           [](const auto& which) { return which.param; })

/// 1, 2, … 17, 33 and 129 rows or tokens; every third of them under a sanitizer.
inline std::vector<std::int64_t> odd_sizes(std::int64_t up_to = 17) {
  std::vector<std::int64_t> sizes;
  for (std::int64_t size = 1; size <= up_to; size += kShort ? 3 : 1) sizes.push_back(size);
  sizes.push_back(33);
  sizes.push_back(129);
  return sizes;
}

/// Uniform numbers, the same in every run.
class Random {
 public:
  explicit Random(std::uint32_t seed = 1) : generator_(seed) {}

  void fill(float* begin, std::int64_t count, float low = -1, float high = 1) {
    std::uniform_real_distribution<float> uniform(low, high);
    std::generate_n(begin, count, [&] { return uniform(generator_); });
  }

 private:
  std::mt19937 generator_;
};

/// [rows, columns] inside memory that is NaN everywhere else: before, behind and between the rows.
/// What reads there computes NaN, and what writes there is found.
class Matrix {
 public:
  Matrix(std::int64_t rows, std::int64_t columns)
      : rows_(rows), columns_(columns), stride_(padded_stride(columns)) {
    memory_.resize({rows + 2, stride_});
    std::fill(memory_.values().begin(), memory_.values().end(), kNan);
  }

  static Matrix random(Random& random, std::int64_t rows, std::int64_t columns, float low = -1,
                       float high = 1) {
    Matrix matrix(rows, columns);
    for (std::int64_t row = 0; row < rows; ++row) {
      random.fill(matrix.view().row(row), columns, low, high);
    }
    return matrix;
  }

  std::int64_t rows() const { return rows_; }
  std::int64_t columns() const { return columns_; }
  Rows view() { return {memory_.data() + stride_, rows_, stride_}; }
  ConstRows view() const { return {memory_.data() + stride_, rows_, stride_}; }
  float* data() { return view().data; }
  float at(std::int64_t row, std::int64_t column) const { return view().row(row)[column]; }

  /// Whether all is as it was but the first `written` columns of the rows.
  testing::AssertionResult untouched_behind(std::int64_t written) const {
    for (std::int64_t row = -1; row <= rows_; ++row) {
      const bool outside = row < 0 || row == rows_;
      for (std::int64_t column = outside ? 0 : written; column < stride_; ++column) {
        if (!same_bits(at(row, column), kNan)) {
          return testing::AssertionFailure() << "row " << row << ", column " << column << " of ["
                                             << rows_ << ", " << columns_ << "] was written";
        }
      }
    }
    return testing::AssertionSuccess();
  }
  testing::AssertionResult untouched_outside() const { return untouched_behind(columns_); }

  friend testing::AssertionResult equal_bits(const Matrix& a, const Matrix& b) {
    for (std::int64_t row = 0; row < a.rows_; ++row) {
      for (std::int64_t column = 0; column < a.columns_; ++column) {
        if (same_bits(a.at(row, column), b.at(row, column))) continue;
        return testing::AssertionFailure() << "[" << row << ", " << column << "] is "
                                           << a.at(row, column) << " and " << b.at(row, column);
      }
    }
    return testing::AssertionSuccess();
  }

 private:
  static constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

  static bool same_bits(float a, float b) {
    return std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b);
  }

  std::int64_t rows_;
  std::int64_t columns_;
  std::int64_t stride_;
  Tensor memory_;
};

/// The largest difference seen; NaN is larger than all.
class Largest {
 public:
  explicit Largest(const char* what) : what_(what) {}
  ~Largest() { std::printf("largest difference, %s: %.2e\n", what_, value_); }

  /// Takes in |got - expected| / scale and returns it.
  double add(double got, double expected, double scale = 1) {
    double difference = got == expected ? 0 : std::abs(got - expected) / scale;
    if (std::isnan(difference)) difference = std::numeric_limits<double>::infinity();
    value_ = std::max(value_, difference);
    return difference;
  }

  void add(const Matrix& got, const Matrix& expected, double scale = 1) {
    for (std::int64_t row = 0; row < got.rows(); ++row) {
      for (std::int64_t column = 0; column < got.columns(); ++column) {
        add(got.at(row, column), expected.at(row, column), scale);
      }
    }
  }

  double value() const { return value_; }

 private:
  const char* what_;
  double value_ = 0;
};

/// A matrix of random weights [columns, depth], packed for the target in use, and a bias.
inline Linear random_linear(Random& random, std::int64_t columns, std::int64_t depth) {
  Tensor rows({columns, depth});
  random.fill(rows.data(), rows.size());
  Linear linear{PackedMatrix(columns, depth), {}};
  const std::int64_t width = linear.weight.panel_width();
  for (std::int64_t panel = 0; panel < linear.weight.panels(); ++panel) {
    std::vector<const float*> of_panel;
    for (std::int64_t i = 0; i < linear.weight.columns_of(panel); ++i) {
      of_panel.push_back(rows.at(panel * width + i).data());
    }
    linear.weight.pack_panel(panel, of_panel);
  }
  linear.bias.resize({linear.weight.panels() * width});
  std::fill(linear.bias.values().begin(), linear.bias.values().end(), 0.0f);
  random.fill(linear.bias.data(), columns);
  return linear;
}

}  // namespace headscope::kernels
