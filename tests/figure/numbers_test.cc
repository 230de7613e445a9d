// Numbers as a browser writes them.
#include "figure/numbers.h"

#include <gtest/gtest.h>

#include "figure/text_width.h"

namespace headscope::figure {
namespace {

TEST(Decimal, RoundsHalfUpAndDropsZeros) {
  EXPECT_EQ(decimal(12.25, 1), "12.3");
  EXPECT_EQ(decimal(-12.25, 1), "-12.2");
  EXPECT_EQ(decimal(3, 3), "3");
  EXPECT_EQ(decimal(-0.01, 1), "0");
  EXPECT_EQ(decimal(0.05, 1), "0.1");
}

TEST(FormatWeight, HasNoDigitThatAPageDoesNotKnow) {
  EXPECT_EQ(format_weight(0.5F, 3, Precision::kLinear16), "0.500");
  EXPECT_EQ(format_weight(0.5F, 3, Precision::kSqrt8), "0.50");
  EXPECT_EQ(format_weight(0.0001F, 3, Precision::kLinear16), "<0.001");
  EXPECT_EQ(format_weight(0.99999F, 3, Precision::kLinear16), ">0.999");
  EXPECT_EQ(format_weight(1.5F, 3, Precision::kLinear16), "1.500");
}

TEST(TextWidth, CutsAndWraps) {
  EXPECT_GT(text_width("m"), text_width("i"));
  EXPECT_GT(text_width("m", true), text_width("m"));
  EXPECT_EQ(cut_to_width("short", 10), "short");
  EXPECT_EQ(cut_to_width("incomprehensible", 4).substr(0, 2), "in");
  EXPECT_TRUE(cut_to_width("incomprehensible", 4).ends_with("…"));
  EXPECT_EQ(wrap_text("one two three", text_width("one two")),
            (std::vector<std::string>{"one two", "three"}));
}

}  // namespace
}  // namespace headscope::figure
