#include "cli/console.h"

#include <gtest/gtest.h>

namespace headscope::cli {
namespace {

TEST(Printable, LeavesLettersOfAnyScriptAlone) {
  EXPECT_EQ(printable("café 東京 😀 עברית"), "café 東京 😀 עברית");
}

TEST(Printable, EscapesWhatWouldMoveTheCursorOrTurnTheText) {
  EXPECT_EQ(printable("a\nb\tc\rd"), "a\\nb\\tc\\rd");
  EXPECT_EQ(printable("\x1b[31mred\x7f"), "\\x1b[31mred\\x7f");
  EXPECT_EQ(printable("\xC2\x9B"), "\\x9b");        // the one-byte CSI
  EXPECT_EQ(printable("\xE2\x80\xAE"), "\\u202e");  // right-to-left override
  EXPECT_EQ(printable(std::string_view("\0", 1)), "\\x00");
}

TEST(Printable, EscapesBytesThatAreNoUtf8) { EXPECT_EQ(printable("a\xFF\xC3"), "a\\xff\\xc3"); }

}  // namespace
}  // namespace headscope::cli
