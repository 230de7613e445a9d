#include <gtest/gtest.h>

#include <string>

#include "tests/text/small_tokenizer.h"

namespace headscope {
namespace {

/// What a tokenizer with one more added token, some of its flags set, makes of a text.
std::string with_token(std::string_view content, std::initializer_list<const char*> flags,
                       std::string_view text) {
  auto json = small_tokenizer();
  json["post_processor"] = nullptr;
  auto token = added_token(content);
  for (const char* flag : flags) token[flag] = true;
  json["added_tokens"].push_back(token);
  return in_words(load(json).encode(text));
}

TEST(AddedTokens, AreFoundInsideWordsAndInThisCaseOnly) {
  EXPECT_EQ(with_token("<x>", {}, "a<x>b <X>"),
            "a@0-1 <x>@1-4 b@4-5 [UNK]@6-7 [UNK]@7-8 [UNK]@8-9");
  EXPECT_EQ(with_token("<x>", {}, "A[MASK]a [mask]"),
            "a@0-1 [MASK]@1-7 a@7-8 [UNK]@9-10 [UNK]@10-14 [UNK]@14-15");
}

TEST(AddedTokens, TakeBlanksAlong) {
  EXPECT_EQ(with_token("<x>", {"lstrip"}, "a \u3000<x> b"), "a@0-1 <x>@1-6 b@7-8");
  EXPECT_EQ(with_token("<x>", {"rstrip"}, "a <x> \tb"), "a@0-1 <x>@2-7 b@7-8");
  EXPECT_EQ(with_token("<x>", {"lstrip", "rstrip"}, " <x>  <x> "), "<x>@0-6 <x>@6-10");
}

TEST(AddedTokens, SingleWordsTouchNoLetter) {
  EXPECT_EQ(with_token("ab", {"single_word"}, "ab! aba eab"),
            "ab@0-2 !@2-3 a@4-5 ##b@5-6 ##a@6-7 e@8-9 ##a@9-10 ##b@10-11");
}

TEST(AddedTokens, NormalizedOnesMatchWhatNormalizesToTheSame) {
  EXPECT_EQ(with_token("ÉB", {"normalized"}, "a eb Éb"), "a@0-1 eb@2-4 eb@5-7");
  EXPECT_EQ(with_token("EB", {}, "a eb EB"), "a@0-1 e@2-3 ##b@3-4 EB@5-7");
}

TEST(AddedTokens, TheLeftmostAndOfTheseTheLongestCounts) {
  auto json = small_tokenizer();
  json["post_processor"] = nullptr;
  for (const char* content : {"<a", "<a>", "a>b"}) {
    json["added_tokens"].push_back(added_token(content));
  }
  EXPECT_EQ(in_words(load(json).encode("<a>b<ab")), "<a>@0-3 b@3-4 <a@4-6 b@6-7");
}

TEST(AddedTokens, AreNumberedAfterTheVocabularyWhateverTheFileSays) {
  auto json = small_tokenizer();
  for (const char* content : {"<x>", "abb", "", "<y>", "<x>"}) {
    json["added_tokens"].push_back(added_token(content));
    json["added_tokens"].back()["id"] = 1000u;
  }
  const Tokenizer tokenizer = load(json);
  EXPECT_EQ(tokenizer.vocabulary_size(), 15u);
  EXPECT_EQ(tokenizer.token(13), "<x>");
  EXPECT_EQ(tokenizer.token(14), "<y>");
  EXPECT_EQ(tokenizer.token(1000), "");
  EXPECT_EQ(tokenizer.encode("<y>abb<x>").ids, (std::vector<std::int32_t>{1, 14, 8, 13, 2}));
}

}  // namespace
}  // namespace headscope
