#include "headscope/tokenizer.h"

#include <gtest/gtest.h>

#include <string>

#include "headscope/error.h"
#include "tests/text/small_tokenizer.h"

namespace headscope {
namespace {

using Json = nlohmann::json;

/// The message without the folder's name, or "no error".
std::string error_of_file(std::string_view content) {
  const TemporaryFolder folder;
  folder.write("tokenizer.json", content);
  try {
    Tokenizer::load(folder.path());
  } catch (const Error& error) {
    std::string message = error.what();
    const std::string name = folder.path().string();
    return message.starts_with(name) ? message.substr(name.size()) : message;
  }
  return "no error";
}

/// The same for the small tokenizer with one value changed.
std::string error_with(const char* pointer, const Json& value) {
  Json json = small_tokenizer();
  json[Json::json_pointer(pointer)] = value;
  return error_of_file(json.dump());
}

std::string error_without(const char* parent, const char* field) {
  Json json = small_tokenizer();
  json[Json::json_pointer(parent)].erase(field);
  return error_of_file(json.dump());
}

TEST(Tokenizer, CutsWordsIntoTheLongestPieces) {
  const Tokenizer tokenizer = load(small_tokenizer());
  EXPECT_EQ(tokenizer.kind(), "WordPiece");
  EXPECT_EQ(in_words(tokenizer.encode("Abbb abab!")),
            "[CLS] abb@0-3 ##b@3-4 a@5-6 ##b@6-7 ##a@7-8 ##b@8-9 !@9-10 [SEP]");
  EXPECT_EQ(in_words(tokenizer.encode("bbb")), "[CLS] b@0-1 ##bb@1-3 [SEP]");
  EXPECT_EQ(in_words(tokenizer.encode("ébé")), "[CLS] e@0-1 ##b@1-2 ##e@2-3 [SEP]");
}

TEST(Tokenizer, OneMissingPieceMakesTheWordUnknown) {
  const Tokenizer tokenizer = load(small_tokenizer());
  EXPECT_EQ(in_words(tokenizer.encode("abxb a")), "[CLS] [UNK]@0-4 a@5-6 [SEP]");
  EXPECT_EQ(in_words(tokenizer.encode("aaaaaaaaaa")).substr(0, 11), "[CLS] a@0-1");
  EXPECT_EQ(in_words(tokenizer.encode("aaaaaaaaaaa")), "[CLS] [UNK]@0-11 [SEP]");  // over 10
}

TEST(Tokenizer, EmptyTextsAreFine) {
  const Tokenizer tokenizer = load(small_tokenizer());
  EXPECT_EQ(in_words(tokenizer.encode("")), "[CLS] [SEP]");
  EXPECT_EQ(in_words(tokenizer.encode(" \t\u00AD", "")), "[CLS] [SEP] [SEP]");
}

TEST(Tokenizer, PairsHaveTheirOwnOffsetsWordsAndTypes) {
  const Encoding e = load(small_tokenizer()).encode("a ab", "b [MASK]");
  EXPECT_EQ(in_words(e), "[CLS] a@0-1 a@2-3 ##b@3-4 [SEP] b@0-1 [MASK]@2-8 [SEP]");
  EXPECT_EQ(e.type_ids, (std::vector<std::int32_t>{0, 0, 0, 0, 0, 1, 1, 1}));
  EXPECT_EQ(e.word_ids, (std::vector<std::int32_t>{-1, 0, 1, 1, -1, 0, 1, -1}));
  EXPECT_EQ(e.sequence_ids, (std::vector<std::int32_t>{-1, 0, 0, 0, -1, 1, 1, -1}));
  EXPECT_EQ(e.special, (std::vector<bool>{true, false, false, false, true, false, false, true}));
  EXPECT_EQ(e.pair, "b [MASK]");
}

TEST(Tokenizer, TemplatesMayBeOfAnyShape) {
  Json json = small_tokenizer();
  json["post_processor"] = Json::parse(R"({"type": "TemplateProcessing",
      "single": [{"Sequence": {"id": "A", "type_id": 1}}, {"SpecialToken": {"id": "x", "type_id": 2}}],
      "pair": [{"Sequence": {"id": "B", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 1}}],
      "special_tokens": {"x": {"id": "x", "ids": [2, 1], "tokens": ["[SEP]", "[CLS]"]}}})");
  const Tokenizer tokenizer = load(json);
  EXPECT_EQ(in_words(tokenizer.encode("a")), "a@0-1 [SEP] [CLS]");
  EXPECT_EQ(tokenizer.encode("a").type_ids, (std::vector<std::int32_t>{1, 2, 2}));
  EXPECT_EQ(in_words(tokenizer.encode("a", "b")), "b@0-1 a@0-1");
  EXPECT_EQ(tokenizer.encode("a", "b").sequence_ids, (std::vector<std::int32_t>{1, 0}));
}

TEST(Tokenizer, TruncationCountsSpecialTokens) {
  const Tokenizer tokenizer = load(small_tokenizer());
  EXPECT_EQ(in_words(tokenizer.encode("a b a b", std::nullopt, Truncation::kLongestFirst, 4)),
            "[CLS] a@0-1 b@2-3 [SEP]");
  EXPECT_EQ(in_words(tokenizer.encode("a b a", "a", Truncation::kOnlyFirst, 5)),
            "[CLS] a@0-1 [SEP] a@0-1 [SEP]");
  EXPECT_EQ(tokenizer.encode("a b", std::nullopt, Truncation::kLongestFirst, 2).size(), 2u);
  EXPECT_THROW(tokenizer.encode("a", std::nullopt, Truncation::kLongestFirst, 1), Error);
  EXPECT_THROW(tokenizer.encode("a b", std::nullopt, Truncation::kOnlySecond, 3), Error);
}

TEST(Tokenizer, TextsHaveToBeUtf8) {
  const Tokenizer tokenizer = load(small_tokenizer());
  try {
    tokenizer.encode("a", "b\xC3");
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(),
                 "the second text is not valid UTF-8 at byte 1 (0xC3); save it as "
                 "UTF-8 and try again");
  }
  EXPECT_THROW(tokenizer.encode("\xED\xA0\x80"), Error);
}

TEST(Tokenizer, AModelWithoutATypeIsRecognised) {
  Json json = small_tokenizer();
  json["model"].erase("type");
  EXPECT_EQ(load(json).kind(), "WordPiece");
  json["model"]["merges"] = Json::array();
  EXPECT_EQ(load(json).kind(), "BPE");
  json["model"] = Json::parse(R"({"unk_id": 0, "vocab": [["", 0], ["[CLS]", 0], ["[SEP]", 0]]})");
  EXPECT_EQ(load(json).kind(), "Unigram");
}

TEST(TokenizerFile, WinsOverVocabTxt) {
  const TemporaryFolder folder;
  folder.write("vocab.txt", "[UNK]\n[CLS]\n[SEP]\n");
  EXPECT_EQ(Tokenizer::load(folder.path()).token(3), "[PAD]");  // added after the vocabulary
  folder.write("tokenizer.json", small_tokenizer().dump());
  EXPECT_EQ(Tokenizer::load(folder.path()).token(3), "[MASK]");
}

TEST(TokenizerFile, AFolderWithoutOneIsNamed) {
  const TemporaryFolder folder;
  try {
    Tokenizer::load(folder.path());
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.what(), folder.path().string() +
                                " holds no tokenizer: neither tokenizer.json nor vocab.txt; copy "
                                "one of them there");
  }
}

TEST(TokenizerFile, BrokenFilesAreErrors) {
  EXPECT_EQ(error_of_file(""),
            "/tokenizer.json is not valid JSON at byte 1; it may have been cut off");
  EXPECT_EQ(error_of_file("[1, 2]"), "/tokenizer.json: the content is not an object");
  EXPECT_EQ(error_of_file(std::string(100000, '[')),
            "/tokenizer.json is nested more than 64 levels deep, which no tokenizer is");
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += R"({"model":)";
  EXPECT_EQ(error_of_file(deep),
            "/tokenizer.json is nested more than 64 levels deep, which no tokenizer is");
  const std::string whole = small_tokenizer().dump();
  for (std::size_t length = 1; length < whole.size(); length += 7) {
    EXPECT_NE(error_of_file(whole.substr(0, length)), "no error") << length;
  }
}

TEST(TokenizerFile, UnsupportedComponentsAreNamed) {
  EXPECT_EQ(error_with("/model/type", "WordLevel"),
            "/tokenizer.json: model has the type 'WordLevel', which Headscope does not support as "
            "a model; it supports WordPiece, BPE and Unigram");
  EXPECT_EQ(error_with("/post_processor/type", "XlnetProcessing"),
            "/tokenizer.json: post_processor has the type 'XlnetProcessing', which Headscope "
            "does not support as a post-processor; it supports TemplateProcessing, "
            "BertProcessing, RobertaProcessing, ByteLevel and Sequence");
  EXPECT_EQ(error_with("/version", "2.0"),
            "/tokenizer.json: version is not 1.0, the only one that Headscope knows");
}

TEST(TokenizerFile, IdsHaveToBeSmallIntegers) {
  const Json bad_ids[] = {-1,      1LL << 60,         2147483648u,    1.5, "4",
                          nullptr, Json::array({4u}), Json::object(), true};
  for (const Json& id : bad_ids) {
    EXPECT_EQ(error_with("/model/vocab/a", id),
              "/tokenizer.json: the vocabulary's id of 'a' is not an integer from 0 to 2147483647")
        << id;
  }
  EXPECT_EQ(error_with("/model/vocab/vocab", Json::object()),
            "/tokenizer.json: the vocabulary's id of 'vocab' is not an integer from 0 to "
            "2147483647");
  EXPECT_EQ(error_with("/model/vocab/a", 2147483647u), "no error");
  EXPECT_EQ(error_with("/model/vocab/a", 6u),
            "/tokenizer.json: the vocabulary gives the id 6 to two tokens, 'a' and 'b'");
}

TEST(TokenizerFile, SpecialTokensHaveToBeInTheVocabulary) {
  EXPECT_EQ(error_without("/model/vocab", "[UNK]"),
            "/tokenizer.json: the vocabulary has no entry '[UNK]' for unknown words");
  EXPECT_EQ(error_with("/post_processor/cls/1", 77u),
            ": the tokenizer puts the id 77 around every text, but its vocabulary has no such "
            "token");
  EXPECT_EQ(error_with("/post_processor/cls/1", -1),
            "/tokenizer.json: post_processor.cls has an id that is not an integer from 0 to "
            "2147483647");
}

TEST(TokenizerFile, FieldsOfTheWrongKindAreNamed) {
  EXPECT_EQ(error_with("/model/vocab", 3u), "/tokenizer.json: model.vocab is not an object");
  EXPECT_EQ(error_with("/model/unk_token", 3u), "/tokenizer.json: model.unk_token is not a string");
  EXPECT_EQ(error_with("/model/max_input_chars_per_word", -3),
            "/tokenizer.json: model.max_input_chars_per_word is not an integer from 0 to "
            "2147483647");
  EXPECT_EQ(error_without("/model", "unk_token"), "/tokenizer.json: model.unk_token is missing");
  EXPECT_EQ(error_without("", "model"), "/tokenizer.json: model is missing");
  EXPECT_EQ(error_with("/normalizer/lowercase", "yes"),
            "/tokenizer.json: normalizer.lowercase is neither true nor false");
  EXPECT_EQ(error_with("/added_tokens", Json::object()),
            "/tokenizer.json: added_tokens is not an array");
  EXPECT_EQ(error_without("/added_tokens/0", "rstrip"),
            "/tokenizer.json: added_tokens[0].rstrip is missing");
  EXPECT_EQ(error_with("/post_processor/sep", "x"),
            "/tokenizer.json: post_processor.sep is not [token, id]");
}

TEST(TokenizerFile, ATemplateHasToBeComplete) {
  const auto error_of_single = [](const char* single) {
    Json post = {{"type", "TemplateProcessing"},
                 {"single", Json::parse(single)},
                 {"pair", Json::array()},
                 {"special_tokens", Json::object()}};
    return error_with("/post_processor", post);
  };
  EXPECT_EQ(error_of_single("[]"), "no error");
  EXPECT_EQ(error_of_single(R"([{"SpecialToken": {"id": "x", "type_id": 0}}])"),
            "/tokenizer.json: post_processor.special_tokens.x is missing");
  EXPECT_EQ(error_of_single(R"([{"Sequence": {"id": "B", "type_id": 0}}])"),
            "/tokenizer.json: post_processor.single asks for the second text of a pair");
  EXPECT_EQ(error_of_single(R"([{"Sequence": {"id": "C", "type_id": 0}}])"),
            "/tokenizer.json: post_processor.single[0].Sequence.id is neither A nor B");
}

}  // namespace
}  // namespace headscope
