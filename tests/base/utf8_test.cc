#include "base/utf8.h"

#include <gtest/gtest.h>

#include "headscope/error.h"

namespace headscope::base {
namespace {

TEST(Utf8, FindsTheFirstInvalidByte) {
  EXPECT_EQ(find_invalid_utf8(""), std::nullopt);
  EXPECT_EQ(find_invalid_utf8("caf\xC3\xA9 \xE6\x9D\xB1 \xF0\x9F\x98\x80"), std::nullopt);
  EXPECT_EQ(find_invalid_utf8("ab\xFF"), 2u);
  EXPECT_EQ(find_invalid_utf8("a\xC3"), 1u);             // cut off
  EXPECT_EQ(find_invalid_utf8("\xC0\xAF"), 0u);          // overlong slash
  EXPECT_EQ(find_invalid_utf8("x\xED\xA0\x80"), 1u);     // surrogate
  EXPECT_EQ(find_invalid_utf8("\xF4\x90\x80\x80"), 0u);  // above U+10FFFF
  EXPECT_EQ(find_invalid_utf8("\xE0\x80\x80"), 0u);      // overlong NUL
}

TEST(Utf8, ErrorNamesTheTextAndThePosition) {
  try {
    require_utf8("ab\xFF", "the text");
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(),
                 "the text is not valid UTF-8 at byte 2 (0xFF); save it as UTF-8 and try again");
  }
}

TEST(Utf8, EveryCodePointSurvivesARoundTrip) {
  for (char32_t code_point = 0; code_point <= 0x10FFFF; ++code_point) {
    if (code_point >= 0xD800 && code_point <= 0xDFFF) continue;
    std::string text;
    append_utf8(text, code_point);
    ASSERT_EQ(find_invalid_utf8(text), std::nullopt) << std::hex << static_cast<int>(code_point);
    ASSERT_EQ(decode_utf8(text), std::u32string(1, code_point));
  }
}

}  // namespace
}  // namespace headscope::base
