#include "picture/chunk.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "picture/precision.h"
#include "tests/picture/page_reader.h"

namespace headscope::picture {
namespace {

TEST(ChunkTest, EveryLinearStepComesBack) {
  // Two heads of 256 × 256 hold every number from 0 to 65535 twice, up and down.
  std::vector<float> weights;
  for (int q = 0; q <= 65535; ++q) weights.push_back(static_cast<float>(q / 65535.0));
  for (int q = 65535; q >= 0; --q) weights.push_back(static_cast<float>(q / 65535.0));
  const auto numbers = decode_chunk(make_chunk(weights, 256, Precision::kLinear16), 2, 256, true);
  for (int q = 0; q <= 65535; ++q) {
    const auto at = static_cast<std::size_t>(q);
    ASSERT_EQ(numbers[at], q);
    ASSERT_EQ(numbers[131071 - at], q);
  }
}

TEST(ChunkTest, EverySquareRootStepComesBack) {
  std::vector<float> weights;
  for (int q = 0; q <= 255; ++q) {
    weights.push_back(static_cast<float>(q / 255.0 * (q / 255.0)));
  }
  const auto numbers = decode_chunk(make_chunk(weights, 16, Precision::kSqrt8), 1, 16, false);
  for (int q = 0; q <= 255; ++q) ASSERT_EQ(numbers[static_cast<std::size_t>(q)], q);
}

TEST(ChunkTest, NoWeightIsFurtherOffThanTheManifestSays) {
  double linear = 0;
  double square_root = 0;
  for (int i = 0; i <= 1 << 22; ++i) {
    const float weight = static_cast<float>(i) / (1 << 22);
    linear = std::max(linear, std::abs(to_linear16(weight) / 65535.0 - weight));
    const double root = to_sqrt8(weight) / 255.0;
    square_root = std::max(square_root, std::abs(root * root - weight));
  }
  RecordProperty("linear", std::to_string(linear));
  EXPECT_LE(linear, max_error(Precision::kLinear16));
  EXPECT_GE(linear, 0.99 * max_error(Precision::kLinear16));
  EXPECT_LE(square_root, max_error(Precision::kSqrt8));
  EXPECT_GE(square_root, 0.99 * max_error(Precision::kSqrt8));
}

TEST(ChunkTest, TheEndsAreCutOffAndWhatIsNoNumberIsZero) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(to_linear16(1.0000001F), 65535);
  EXPECT_EQ(to_linear16(-1e-9F), 0);
  EXPECT_EQ(to_linear16(nan), 0);
  EXPECT_EQ(to_sqrt8(1.0000001F), 255);
  EXPECT_EQ(to_sqrt8(-1e-9F), 0);
  EXPECT_EQ(to_sqrt8(nan), 0);
}

TEST(ChunkTest, OneTokenIsACountedByteAndItsTrailingBits) {
  const std::vector<std::uint8_t> chunk = make_chunk({{1.0F}}, 1, Precision::kLinear16);
  ASSERT_EQ(chunk.size(), 1024u + 1 + 2);
  EXPECT_EQ(chunk[0], 1);
  EXPECT_EQ(chunk[1024], 16 * 11 + 31);
  EXPECT_EQ(chunk[1025], 0xFF);
  EXPECT_EQ(chunk[1026], 0x07);
}

}  // namespace
}  // namespace headscope::picture
