#include "picture/thumbnails.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "tests/picture/traces.h"

namespace headscope::picture {
namespace {

/// The largest weight of the cell's block, looked up one by one.
float largest(const Trace& trace, const Thumbnails& thumbnails, std::int64_t layer,
              std::int64_t head, std::size_t row, std::size_t column) {
  const auto n = static_cast<std::size_t>(trace.tokens());
  const std::size_t block = thumbnails.block;
  float most = 0;
  for (std::size_t i = row * block; i < std::min(n, (row + 1) * block); ++i) {
    for (std::size_t j = column * block; j < std::min(n, (column + 1) * block); ++j) {
      most = std::max(most, trace.attentions.at(layer, head)[i * n + j]);
    }
  }
  return most;
}

class ThumbnailsTest : public testing::TestWithParam<std::int64_t> {};

TEST_P(ThumbnailsTest, ACellIsTheLargestWeightOfItsBlock) {
  const Trace trace = synthetic_trace(2, 3, GetParam(), 8);
  const Thumbnails thumbnails = make_thumbnails(trace.attentions);
  ASSERT_EQ(thumbnails.cells.size(), 2 * 3 * thumbnails.side * thumbnails.side);
  std::size_t at = 0;
  for (std::int64_t layer = 0; layer < 2; ++layer) {
    for (std::int64_t head = 0; head < 3; ++head) {
      for (std::size_t row = 0; row < thumbnails.side; ++row) {
        for (std::size_t column = 0; column < thumbnails.side; ++column, ++at) {
          const float expected = largest(trace, thumbnails, layer, head, row, column);
          ASSERT_NEAR(thumbnails.cells[at] / 255.0, std::sqrt(expected), 0.5 / 63 + 0.5 / 255);
        }
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Tokens, ThumbnailsTest, testing::Values(1, 2, 6, 48, 49, 96, 97, 130));

TEST(ThumbnailsSizeTest, AreNeverWiderThanFortyEightCells) {
  const auto side_and_block = [](std::int64_t n) {
    Tensor one({1, 1, n, n});
    std::fill_n(one.data(), one.size(), 0.0F);
    const Thumbnails thumbnails = make_thumbnails(one);
    return std::pair(thumbnails.side, thumbnails.block);
  };
  EXPECT_EQ(side_and_block(48), std::pair(std::size_t{48}, std::size_t{1}));
  EXPECT_EQ(side_and_block(49), std::pair(std::size_t{25}, std::size_t{2}));
  EXPECT_EQ(side_and_block(128), std::pair(std::size_t{43}, std::size_t{3}));
  EXPECT_EQ(side_and_block(512), std::pair(std::size_t{47}, std::size_t{11}));
}

TEST(ThumbnailsSizeTest, HaveSixtyFourStepsAndSkipWhatIsNoNumber) {
  Tensor map({1, 1, 40, 40});
  for (std::int64_t i = 0; i < map.size(); ++i)
    map.data()[i] = static_cast<float>(i * i) / (1599 * 1599);
  map.data()[0] = std::numeric_limits<float>::quiet_NaN();
  const std::vector<std::uint8_t> cells = make_thumbnails(map).cells;
  EXPECT_EQ(cells.front(), 0);
  EXPECT_EQ(cells.back(), 255);
  EXPECT_EQ(std::set<std::uint8_t>(cells.begin(), cells.end()).size(), 64u);
}

}  // namespace
}  // namespace headscope::picture
