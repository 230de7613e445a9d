#include "kernels/activation.h"

#include <gmock/gmock.h>

#include "tests/kernels/support.h"

namespace headscope::kernels {
namespace {

HEADSCOPE_FOR_EVERY_TARGET(ActivationTest);

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kHuge = std::numeric_limits<float>::max();

/// Every float from 2⁻³⁰ to 2⁷ at a stride of `step` bit patterns, both signs, and the far ends.
std::vector<float> dense_sweep() {
  const std::uint32_t step = kShort ? 49'999 : 997;
  std::vector<float> values = {0.0f, -0.0f, 1e-38f, -1e-38f, 1e-45f, -1e-45f, kHuge, -kHuge,
                               1e4f, -1e4f, 1e20f,  -1e20f,  87.3f,  -87.3f,  88.0f, -88.0f};
  for (auto bits = std::bit_cast<std::uint32_t>(0x1p-30f);
       bits < std::bit_cast<std::uint32_t>(0x1p7f); bits += step) {
    values.push_back(std::bit_cast<float>(bits));
    values.push_back(-std::bit_cast<float>(bits));
  }
  return values;
}

/// The largest |got - exact| / max(1, |x|) of the sweep.
double largest_difference(const char* name, Activation activation, double (*exact)(double)) {
  const std::vector<float> in = dense_sweep();
  std::vector<float> out = in;
  activate(activation, out.data(), static_cast<std::int64_t>(out.size()));
  Largest largest(name);
  for (std::size_t i = 0; i < in.size(); ++i) {
    const double scale = std::max(1.0, std::abs(double{in[i]}));
    if (largest.add(out[i], exact(in[i]), scale) > 1e-6)
      ADD_FAILURE() << name << "(" << in[i] << ")";
  }
  return largest.value();
}

double gelu(double x) { return 0.5 * x * std::erfc(-x / std::sqrt(2.0)); }
double gelu_tanh(double x) {
  return 0.5 * x * (1 + std::tanh(std::sqrt(2 / std::acos(-1.0)) * (x + 0.044715 * x * x * x)));
}
double relu(double x) { return std::max(x, 0.0); }
double silu(double x) { return x / (1 + std::exp(-x)); }

TEST_P(ActivationTest, EveryKindIsExactToSevenDigits) {
  EXPECT_LE(largest_difference("gelu", Activation::kGelu, gelu), 1e-7);
  EXPECT_LE(largest_difference("gelu_tanh", Activation::kGeluTanh, gelu_tanh), 1.5e-7);
  EXPECT_LE(largest_difference("silu", Activation::kSilu, silu), 1.5e-7);
  EXPECT_LE(largest_difference("tanh", Activation::kTanh, std::tanh), 1.2e-7);
  EXPECT_EQ(largest_difference("relu", Activation::kRelu, relu), 0);
  EXPECT_EQ(largest_difference("none", Activation::kNone, [](double x) { return x; }), 0);
}

TEST_P(ActivationTest, EqualsItsReference) {
  using enum Activation;
  for (const Activation activation : {kNone, kGelu, kGeluTanh, kRelu, kSilu, kTanh}) {
    Largest largest("activation and reference");
    Random random;
    Random same;
    Matrix values = Matrix::random(random, 1, 1000, -9, 9);
    Matrix expected = Matrix::random(same, 1, 1000, -9, 9);
    activate(activation, values.data(), 1000);
    reference::activate(activation, expected.data(), 1000);
    largest.add(values, expected);
    EXPECT_LE(largest.value(), 1e-6) << static_cast<int>(activation);
  }
}

TEST_P(ActivationTest, FarFromZeroItIsZeroOrTheInputItself) {
  using enum Activation;
  for (const Activation activation : {kGelu, kGeluTanh, kRelu, kSilu}) {
    for (const float x : {1e3f, 1e10f, 1e30f, kHuge}) {
      float values[] = {x, -x};
      activate(activation, values, 2);
      EXPECT_EQ(values[0], x) << static_cast<int>(activation);
      EXPECT_EQ(values[1], 0) << static_cast<int>(activation) << " of " << -x;
    }
  }
  float values[] = {1e30f, -1e30f, kInfinity, -kInfinity};
  activate(kTanh, values, 4);
  EXPECT_THAT(values, testing::ElementsAre(1, -1, 1, -1));
}

TEST_P(ActivationTest, NanStaysNanAndInfinityNeverBecomesANumberThatLooksGood) {
  using enum Activation;
  for (const Activation activation : {kGelu, kGeluTanh, kRelu, kSilu, kTanh}) {
    float values[] = {kNan, -kNan, 1.0f, std::bit_cast<float>(~0u)};
    activate(activation, values, 4);
    EXPECT_TRUE(std::isnan(values[0])) << static_cast<int>(activation);
    EXPECT_TRUE(std::isnan(values[1])) << static_cast<int>(activation);
    EXPECT_TRUE(std::isnan(values[3])) << static_cast<int>(activation);
    EXPECT_GT(values[2], 0.7f) << static_cast<int>(activation);
  }
  for (const Activation activation : {kGelu, kGeluTanh, kRelu, kSilu}) {
    float infinity = kInfinity;
    activate(activation, &infinity, 1);
    EXPECT_FALSE(std::isfinite(infinity)) << static_cast<int>(activation);
  }
}

TEST_P(ActivationTest, WritesAllOfTheRunAndNothingElse) {
  for (std::int64_t count = 0; count <= 70; ++count) {
    Random random;
    Matrix values = Matrix::random(random, 1, count, 1, 2);
    activate(Activation::kRelu, values.data(), count);
    EXPECT_TRUE(values.untouched_outside()) << count;
    Random again;
    const Matrix source = Matrix::random(again, 1, count, 1, 2);
    EXPECT_TRUE(equal_bits(values, source)) << count;

    for (std::int64_t i = 0; i < count; ++i) values.data()[i] = -1;
    activate(Activation::kRelu, values.data(), count);
    for (std::int64_t i = 0; i < count; ++i) EXPECT_EQ(values.at(0, i), 0) << i << " of " << count;
  }
}

TEST(ActivationNames, AreThoseOfConfigFiles) {
  EXPECT_EQ(find_activation("gelu"), Activation::kGelu);
  EXPECT_EQ(find_activation("gelu_new"), Activation::kGeluTanh);
  EXPECT_EQ(find_activation("gelu_pytorch_tanh"), Activation::kGeluTanh);
  EXPECT_EQ(find_activation("gelu_accurate"), Activation::kGeluTanh);
  EXPECT_EQ(find_activation("gelu_python_tanh"), Activation::kGeluTanh);
  EXPECT_EQ(find_activation("relu"), Activation::kRelu);
  EXPECT_EQ(find_activation("swish"), Activation::kSilu);
  EXPECT_EQ(find_activation("tanh"), Activation::kTanh);
  EXPECT_EQ(find_activation("GELU"), std::nullopt);
  EXPECT_EQ(find_activation(""), std::nullopt);
}

TEST(ActivationNames, EveryNameInMessagesIsKnown) {
  const std::string names(activation_names());
  std::size_t begin = 0;
  int count = 0;
  while (begin < names.size()) {
    const std::size_t end = std::min(names.find(", ", begin), names.size());
    EXPECT_TRUE(find_activation(names.substr(begin, end - begin))) << names.substr(begin);
    begin = end + 2;
    ++count;
  }
  EXPECT_EQ(count, 11);
}

}  // namespace
}  // namespace headscope::kernels
