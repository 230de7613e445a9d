// Folders from before tokenizer.json. What is expected here is what transformers 5.23 made of the
// same files.
#include <gtest/gtest.h>

#include <string>

#include "headscope/error.h"
#include "tests/text/small_tokenizer.h"

namespace headscope {
namespace {

constexpr const char* kVocabulary =
    "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\n##b\ne\n##\u0301\né\nA\n中\n##中\n";

class LegacyFolder : public testing::Test {
 protected:
  LegacyFolder() { folder_.write("vocab.txt", kVocabulary); }

  void config(std::string_view json) { folder_.write("tokenizer_config.json", json); }
  std::string encode(std::string_view text) const {
    return in_words(Tokenizer::load(folder_.path()).encode(text));
  }
  std::string error() const {
    try {
      Tokenizer::load(folder_.path());
    } catch (const Error& error) {
      return std::string(error.what()).substr(folder_.path().string().size());
    }
    return "no error";
  }

  TemporaryFolder folder_;
};

TEST_F(LegacyFolder, LowerCasesUnlessTheConfigSaysOtherwise) {
  EXPECT_EQ(encode("Ab É [MASK]"), "[CLS] a@0-1 ##b@1-2 e@3-4 [MASK]@5-11 [SEP]");
  config(R"({"do_lower_case": false})");
  EXPECT_EQ(encode("Ab É é"), "[CLS] A@0-1 ##b@1-2 [UNK]@3-4 é@5-6 [SEP]");
  config(R"({"do_lower_case": false, "strip_accents": true})");
  EXPECT_EQ(encode("é"), "[CLS] e@0-1 [SEP]");
  config(R"({"strip_accents": false})");
  EXPECT_EQ(encode("É"), "[CLS] é@0-1 [SEP]");
}

TEST_F(LegacyFolder, MayLeaveChineseTogether) {
  EXPECT_EQ(encode("中中"), "[CLS] 中@0-1 中@1-2 [SEP]");
  config(R"({"tokenize_chinese_chars": false})");
  EXPECT_EQ(encode("中中"), "[CLS] 中@0-1 ##中@1-2 [SEP]");
}

TEST_F(LegacyFolder, SpecialTokensMayHaveOtherNames) {
  config(R"({"mask_token": "<m>", "cls_token": {"content": "a", "__type": "AddedToken"}})");
  EXPECT_EQ(encode("a<m>"), "a a@0-1 <m>@1-4 [SEP]");
  folder_.write("special_tokens_map.json", R"({"mask_token": {"content": "<n>", "lstrip": true}})");
  EXPECT_EQ(encode("a <n>"), "a a@0-1 <n>@1-5 [SEP]");
  config(R"({"mask_token": null})");
  EXPECT_EQ(encode("[UNK]"), "[CLS] [UNK]@0-5 [SEP]");
}

TEST_F(LegacyFolder, AddedTokensAreNumberedFirstAddedThenNamedThenExtra) {
  config(R"({"mask_token": "<m>", "additional_special_tokens": ["<e>"]})");
  folder_.write("added_tokens.json", R"({"<z>": 13, "<y>": 14})");
  const Tokenizer tokenizer = Tokenizer::load(folder_.path());
  EXPECT_EQ(tokenizer.vocabulary_size(), 17u);
  EXPECT_EQ(tokenizer.token(13), "<z>");
  EXPECT_EQ(tokenizer.token(14), "<y>");
  EXPECT_EQ(tokenizer.token(15), "<m>");
  EXPECT_EQ(tokenizer.token(16), "<e>");
  EXPECT_EQ(tokenizer.encode("<Z>").ids.size(), 3u);  // not special, so matched in lower case
}

TEST_F(LegacyFolder, TheDecoderInTheConfigReplacesOlderFiles) {
  config(R"({"added_tokens_decoder": {
      "4": {"content": "[MASK]", "lstrip": true, "normalized": false, "special": true},
      "100": {"content": "<b>", "special": true}, "20": {"content": "<c>", "special": true}}})");
  folder_.write("special_tokens_map.json", R"({"mask_token": "<n>"})");
  folder_.write("added_tokens.json", R"({"<z>": 13})");
  const Tokenizer tokenizer = Tokenizer::load(folder_.path());
  EXPECT_EQ(tokenizer.vocabulary_size(), 15u);
  EXPECT_EQ(tokenizer.token(13), "<c>");
  EXPECT_EQ(tokenizer.token(14), "<b>");
  EXPECT_EQ(in_words(tokenizer.encode("a [MASK]")), "[CLS] a@0-1 [MASK]@1-8 [SEP]");
}

TEST_F(LegacyFolder, BadFilesAreErrors) {
  config("{");
  EXPECT_EQ(error(),
            "/tokenizer_config.json is not valid JSON at byte 2; it may have been cut off");
  config(R"({"do_lower_case": 1})");
  EXPECT_EQ(error(), "/tokenizer_config.json: do_lower_case is neither true nor false");
  config(R"({"cls_token": null})");
  EXPECT_EQ(error(), "/tokenizer_config.json: cls_token is null");
  config(R"({"cls_token": 5})");
  EXPECT_EQ(error(), "/tokenizer_config.json: cls_token is not an object");
  config(R"({"unk_token": "nowhere"})");
  EXPECT_EQ(error(), "/vocab.txt: the vocabulary has no entry 'nowhere' for unknown words");
  config(R"({"tokenizer_class": "MPNetTokenizer"})");
  EXPECT_EQ(error(),
            "/tokenizer_config.json: tokenizer_class is none of BertTokenizer, DistilBertTokenizer "
            "and ElectraTokenizer, which Headscope reads from vocab.txt; save the tokenizer as "
            "tokenizer.json");
  config(R"({"additional_special_tokens": "x"})");
  EXPECT_EQ(error(), "/tokenizer_config.json: additional_special_tokens is not an array");
}

}  // namespace
}  // namespace headscope
