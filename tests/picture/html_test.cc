#include "picture/html.h"

#include <gtest/gtest.h>

#include "picture/base64.h"

namespace headscope::picture {
namespace {

std::string base64_of(std::string_view text) {
  return base64({reinterpret_cast<const unsigned char*>(text.data()), text.size()});
}

TEST(HtmlTest, Base64OfTheStandardsExamples) {
  EXPECT_EQ(base64_of(""), "");
  EXPECT_EQ(base64_of("f"), "Zg==");
  EXPECT_EQ(base64_of("fo"), "Zm8=");
  EXPECT_EQ(base64_of("foo"), "Zm9v");
  EXPECT_EQ(base64_of("foob"), "Zm9vYg==");
  EXPECT_EQ(base64_of("fooba"), "Zm9vYmE=");
  EXPECT_EQ(base64_of("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64_of("\xFF\xFE\xFB"), "//77");
}

TEST(HtmlTest, MarkupBecomesText) {
  EXPECT_EQ(escape_html(R"(</title><a href="x" id='y'>&amp;)"),
            "&lt;/title&gt;&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;");
}

TEST(HtmlTest, JsonHoldsNoOpeningBracket) {
  EXPECT_EQ(escape_json(R"("</script><!--")"), R"("\u003c/script>\u003c!--")");
}

TEST(HtmlTest, ShortTextStaysAndBlanksBecomeOne) {
  EXPECT_EQ(shorten("Transformers are amazing!", 60), "Transformers are amazing!");
  EXPECT_EQ(shorten(" a\n\tb\x01\x7F c\xE2\x80\xA8 ", 60), "a b c");
  EXPECT_EQ(shorten(std::string_view("\0", 1), 60), "");
}

TEST(HtmlTest, LongTextIsCutBetweenWordsOrInsideOne) {
  EXPECT_EQ(shorten("one two three four", 12), "one two…");
  EXPECT_EQ(shorten("one two three four", 18), "one two three four");
  EXPECT_EQ(shorten("😀😀😀😀😀", 4), "😀😀😀…");
}

}  // namespace
}  // namespace headscope::picture
