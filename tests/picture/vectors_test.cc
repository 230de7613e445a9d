#include "picture/vectors.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/picture/page_reader.h"
#include "tests/picture/traces.h"

namespace headscope::picture {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

TEST(VectorsTest, EveryFloat16ComesBackAsItself) {
  for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
    if ((bits & 0x7C00) == 0x7C00) continue;  // infinities and NaN
    const auto high = static_cast<std::uint8_t>(bits >> 8);
    const auto low = static_cast<std::uint8_t>(bits);
    const float value = decode_vectors({high, low}, true).front();
    ASSERT_EQ(to_float16(value), bits) << value;
  }
}

TEST(VectorsTest, ANumberBetweenTwoGoesToTheNearestOrTheEvenOne) {
  EXPECT_EQ(to_float16(1 + 0x1p-11F), 0x3C00);  // a tie: down to the even one
  EXPECT_EQ(to_float16(1 + 0x3p-11F), 0x3C02);  // a tie: up to the even one
  EXPECT_EQ(to_float16(std::nextafter(1 + 0x1p-11F, 2.0F)), 0x3C01);
  EXPECT_EQ(to_float16(-0x1.ffep0F - 0x1p-10F), 0xC000);  // a carry into the exponent
  EXPECT_EQ(to_float16(0x1p-25F), 0);                     // a tie between 0 and the least
  EXPECT_EQ(to_float16(0x1.8p-25F), 1);
  EXPECT_EQ(to_float16(65519), 0x7BFF);
  EXPECT_EQ(to_float16(65520), 0x7C00);
  EXPECT_EQ(to_float16(-kInfinity), 0xFC00);
  EXPECT_EQ(to_float16(std::nanf("")) & 0x7FFF, 0x7E00);
}

TEST(VectorsTest, FourBytesKeepEveryBit) {
  const std::vector<float> queries = {1, -2.5F, 1e-40F, 3.14159274F};
  const std::vector<float> keys = {0, -0.0F, 1e30F, 7};
  const auto bytes = make_vectors(queries, keys, Width::kFloat32);
  EXPECT_EQ(bytes[0], 0x3F);  // the leading byte of the first query
  EXPECT_EQ(bytes[8], 0x80);  // its second
  const std::vector<float> kept = decode_vectors(bytes, false);
  EXPECT_EQ(std::vector(kept.begin(), kept.begin() + 4), queries);
  EXPECT_EQ(std::vector(kept.begin() + 4, kept.end()), keys);
}

TEST(VectorsTest, TwoBytesAreForCoarseWeightsAndNumbersThatFit) {
  Trace trace = synthetic_trace(1, 1, 4, 1);
  add_vectors(trace, 8);
  EXPECT_EQ(width_for(trace, Precision::kLinear16), Width::kFloat32);
  EXPECT_EQ(width_for(trace, Precision::kSqrt8), Width::kFloat16);
  trace.keys.values().back() = -1e5F;
  EXPECT_EQ(width_for(trace, Precision::kSqrt8), Width::kFloat32);
}

}  // namespace
}  // namespace headscope::picture
