#include "text/truncation.h"

#include <gtest/gtest.h>

#include "headscope/error.h"

namespace headscope::text {
namespace {

using Lengths = std::pair<std::size_t, std::size_t>;

Lengths longest_first(std::size_t text, std::size_t pair, std::size_t room) {
  return truncated_lengths(text, pair, true, room, Truncation::kLongestFirst);
}

TEST(Truncation, LeavesAloneWhatFits) {
  for (const auto strategy : {Truncation::kNone, Truncation::kLongestFirst, Truncation::kOnlyFirst,
                              Truncation::kOnlySecond}) {
    EXPECT_EQ(truncated_lengths(3, 4, true, 7, strategy), Lengths(3, 4));
  }
  EXPECT_EQ(truncated_lengths(3, 4, true, 5, Truncation::kNone), Lengths(3, 4));
}

TEST(Truncation, LongestFirstKeepsAShortText) {
  EXPECT_EQ(longest_first(2, 20, 10), Lengths(2, 8));
  EXPECT_EQ(longest_first(20, 2, 10), Lengths(8, 2));
  EXPECT_EQ(longest_first(0, 20, 10), Lengths(0, 10));
  EXPECT_EQ(truncated_lengths(20, 0, false, 10, Truncation::kLongestFirst), Lengths(10, 0));
}

TEST(Truncation, LongestFirstGivesTheLongerTextTheOddToken) {
  EXPECT_EQ(longest_first(20, 30, 10), Lengths(5, 5));
  EXPECT_EQ(longest_first(20, 30, 11), Lengths(5, 6));
  EXPECT_EQ(longest_first(30, 20, 11), Lengths(6, 5));
  EXPECT_EQ(longest_first(20, 20, 11), Lengths(5, 6));
  EXPECT_EQ(longest_first(20, 20, 0), Lengths(0, 0));
}

TEST(Truncation, OnlyOneTextIsCutOnRequest) {
  EXPECT_EQ(truncated_lengths(8, 4, true, 7, Truncation::kOnlyFirst), Lengths(3, 4));
  EXPECT_EQ(truncated_lengths(4, 8, true, 7, Truncation::kOnlySecond), Lengths(4, 3));
  EXPECT_THROW(truncated_lengths(5, 8, true, 8, Truncation::kOnlyFirst), Error);  // none left
  EXPECT_THROW(truncated_lengths(8, 0, false, 7, Truncation::kOnlySecond), Error);
}

}  // namespace
}  // namespace headscope::text
