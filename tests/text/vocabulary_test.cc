#include "text/vocabulary.h"

#include <gtest/gtest.h>

#include <string>

#include "headscope/error.h"
#include "tests/text/temporary_folder.h"
#include "text/vocabulary_file.h"

namespace headscope::text {
namespace {

TEST(Vocabulary, FindsEveryEntryInBothDirections) {
  Vocabulary::Builder builder;
  for (std::int32_t id = 9999; id >= 0; --id) builder.add("token" + std::to_string(id), 3 * id);
  const Vocabulary vocabulary = builder.finish("v");
  EXPECT_EQ(vocabulary.size(), 10000u);
  EXPECT_EQ(vocabulary.longest(), 9u);
  for (std::int32_t id = 0; id < 10000; ++id) {
    const std::string token = "token" + std::to_string(id);
    ASSERT_EQ(vocabulary.find(token), 3 * id);
    ASSERT_EQ(vocabulary.token(3 * id), token);
    ASSERT_EQ(vocabulary.token(3 * id + 1), "");
    const auto hash = Vocabulary::Hash().read("tok").read(token.substr(3));
    ASSERT_EQ(vocabulary.find(hash, "tok", token.substr(3)), 3 * id);
  }
  EXPECT_EQ(vocabulary.find("token"), std::nullopt);
  EXPECT_EQ(vocabulary.find(""), std::nullopt);
  EXPECT_EQ(vocabulary.token(-1), "");
  EXPECT_EQ(vocabulary.token(2147483647), "");
}

TEST(Vocabulary, TheLaterOfTwoEqualStringsCounts) {
  Vocabulary::Builder builder;
  builder.add("a", 7);
  builder.add("b", 3);
  builder.add("a", 1);
  const Vocabulary vocabulary = builder.finish("v");
  EXPECT_EQ(vocabulary.size(), 2u);
  EXPECT_EQ(vocabulary.find("a"), 1);
  EXPECT_EQ(vocabulary.token(7), "");
}

TEST(Vocabulary, TwoStringsMustNotShareAnId) {
  Vocabulary::Builder builder;
  builder.add("a", 7);
  builder.add("b\n", 7);
  try {
    builder.finish("v.json");
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "v.json: the vocabulary gives the id 7 to two tokens, 'a' and 'b?'");
  }
}

TEST(VocabularyFile, BlanksAtTheEndOfALineAreNoPartOfTheToken) {
  const TemporaryFolder folder;
  folder.write("vocab.txt", "[UNK]\r\na \u00A0\u3000\n\n  b\nтест\na");
  const Vocabulary vocabulary = read_vocabulary_file(folder / "vocab.txt");
  EXPECT_EQ(vocabulary.find("[UNK]"), 0);
  EXPECT_EQ(vocabulary.find("a"), 5);  // again in the last line
  EXPECT_EQ(vocabulary.find(""), 2);
  EXPECT_EQ(vocabulary.find("  b"), 3);
  EXPECT_EQ(vocabulary.find("тест"), 4);
  EXPECT_EQ(vocabulary.token(1), "");
}

TEST(VocabularyFile, HasToBeUtf8) {
  const TemporaryFolder folder;
  folder.write("vocab.txt", "a\n\xFF\n");
  EXPECT_THROW(read_vocabulary_file(folder / "vocab.txt"), Error);
  EXPECT_THROW(read_vocabulary_file(folder / "nothing"), Error);
}

}  // namespace
}  // namespace headscope::text
