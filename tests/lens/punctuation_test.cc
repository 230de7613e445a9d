#include "lens/punctuation.h"

#include <gtest/gtest.h>

namespace headscope::lens {
namespace {

std::vector<bool> marks_of(std::vector<std::string> tokens) {
  Encoding encoding;
  encoding.tokens = std::move(tokens);
  return punctuation_tokens(encoding);
}

TEST(PunctuationTest, IsAsciiAndUnicodePunctuationAndNothingElse) {
  EXPECT_EQ(marks_of({".", ",", "$", "\u2026", "\u3002", "--", "a.", "1", "\u20ac"}),
            std::vector<bool>({true, true, true, true, true, true, false, false, false}));
}

TEST(PunctuationTest, MarksOfPiecesAndBlanksDoNotCount) {
  EXPECT_EQ(marks_of({"##!", "\u2581,", "\u0120.", "##", "\u2581", "##s"}),
            std::vector<bool>({true, true, true, true, false, false}));
}

TEST(PunctuationTest, WhereThereAreOffsetsTheTextDecides) {
  Encoding encoding;
  encoding.text = "a\u2026";
  encoding.pair = "!b";
  encoding.tokens = {"[CLS]", "a", "\u00e2\u0122\u00a6", "[SEP]", "!", "b", "[SEP]"};
  encoding.special = {true, false, false, true, false, false, true};
  encoding.sequence_ids = {-1, 0, 0, -1, 1, 1, -1};
  encoding.offsets = {{0, 0}, {0, 1}, {1, 2}, {0, 0}, {0, 1}, {1, 2}, {0, 0}};
  EXPECT_EQ(punctuation_tokens(encoding),
            std::vector<bool>({false, false, true, false, true, false, false}));
}

TEST(PunctuationTest, OffsetsOutsideTheTextEndWithIt) {
  Encoding encoding;
  encoding.text = "!";
  encoding.tokens = {"!", "!"};
  encoding.offsets = {{-2, 9}, {5, 7}};
  EXPECT_EQ(punctuation_tokens(encoding), std::vector<bool>({true, false}));
}

}  // namespace
}  // namespace headscope::lens
