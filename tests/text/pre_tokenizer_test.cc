#include "text/pre_tokenizer.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

namespace headscope::text {
namespace {

/// The pieces between bars, and where each came from.
std::string split(const char* json, std::string_view utf8) {
  const auto component = nlohmann::json::parse(json);
  std::vector<AlignedText> pieces = {align(utf8)};
  make_pre_tokenizer(Fields("tokenizer.json", "pre_tokenizer", component))->split(pieces);
  std::string result;
  for (const AlignedText& piece : pieces) {
    const Span span = original_span(piece, 0, piece.size());
    result +=
        '|' + to_utf8(piece) + '|' + std::to_string(span.begin) + '-' + std::to_string(span.end);
  }
  return result;
}

std::string punctuation(const char* behavior) {
  const std::string json =
      std::string(R"({"type": "Punctuation", "behavior": ")") + behavior + "\"}";
  return split(json.c_str(), "-a-b--c-");
}

TEST(PreTokenizer, BertCutsAtBlanksAndIsolatesPunctuation) {
  EXPECT_EQ(split(R"({"type": "BertPreTokenizer"})", " don't,\u3000go "),
            "|don|1-4|'|4-5|t|5-6|,|6-7|go|8-10");
  EXPECT_EQ(split(R"({"type": "BertPreTokenizer"})", "$a\u061D。"), "|$|0-1|a\u061D|1-3|。|3-4");
  EXPECT_EQ(split(R"({"type": "BertPreTokenizer"})", " \t"), "");
}

TEST(PreTokenizer, WhitespaceCutsBetweenWordsAndOthers) {
  EXPECT_EQ(split(R"({"type": "Whitespace"})", "a_1 ,! é"), "|a_1|0-3|,!|4-6|é|7-8");
  EXPECT_EQ(split(R"({"type": "WhitespaceSplit"})", "a_1 ,! é"), "|a_1|0-3|,!|4-6|é|7-8");
}

TEST(PreTokenizer, PunctuationHasFiveBehaviors) {
  EXPECT_EQ(punctuation("Removed"), "|a|1-2|b|3-4|c|6-7");
  EXPECT_EQ(punctuation("Isolated"), "|-|0-1|a|1-2|-|2-3|b|3-4|-|4-5|-|5-6|c|6-7|-|7-8");
  EXPECT_EQ(punctuation("MergedWithPrevious"), "|-|0-1|a-|1-3|b-|3-5|-|5-6|c-|6-8");
  EXPECT_EQ(punctuation("MergedWithNext"), "|-a|0-2|-b|2-4|-|4-5|-c|5-7|-|7-8");
  EXPECT_EQ(punctuation("Contiguous"), "|-|0-1|a|1-2|-|2-3|b|3-4|--|4-6|c|6-7|-|7-8");
  EXPECT_EQ(split(R"({"type": "Punctuation"})", "a-"), "|a|0-1|-|1-2");
}

TEST(PreTokenizer, SequenceCutsWhatIsCut) {
  EXPECT_EQ(split(R"({"type": "Sequence", "pretokenizers": [
                {"type": "WhitespaceSplit"}, {"type": "Punctuation"}]})",
                  "a- b"),
            "|a|0-1|-|1-2|b|3-4");
}

TEST(PreTokenizer, NamesWhatItDoesNotSupport) {
  try {
    split(R"({"type": "Sequence", "pretokenizers": [{"type": "FixedLength"}]})", "a");
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(),
                 "tokenizer.json: pre_tokenizer.pretokenizers[0] has the type 'FixedLength', which "
                 "Headscope does not support as a pre-tokenizer; it supports BertPreTokenizer, "
                 "Sequence, Whitespace, WhitespaceSplit, Punctuation, Digits, Split, Metaspace and "
                 "ByteLevel");
  }
  EXPECT_THROW(punctuation("Sometimes"), Error);
}

}  // namespace
}  // namespace headscope::text
