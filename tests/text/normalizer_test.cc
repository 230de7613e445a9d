#include "text/normalizer.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

namespace headscope::text {
namespace {

/// "e0-1 ́0-1": the normalized characters, and where each came from.
std::string normalized(const char* json, std::string_view utf8) {
  const auto component = nlohmann::json::parse(json);
  AlignedText text = align(utf8);
  make_normalizer(Fields("tokenizer.json", "normalizer", component))->normalize(text);
  std::string result;
  for (const AlignedChar& c : text) {
    if (!result.empty()) result += ' ';
    result +=
        to_utf8({&c, 1}) + std::to_string(c.source.begin) + '-' + std::to_string(c.source.end);
  }
  return result;
}

std::string error_of(const char* json) {
  try {
    normalized(json, "a");
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

constexpr const char* kBert = R"({"type": "BertNormalizer", "clean_text": true,
    "handle_chinese_chars": true, "strip_accents": null, "lowercase": true})";
constexpr const char* kBertCased = R"({"type": "BertNormalizer", "clean_text": true,
    "handle_chinese_chars": true, "strip_accents": null, "lowercase": false})";

TEST(BertNormalizer, CleansAndKeepsPositions) {
  EXPECT_EQ(normalized(kBert, "A\u00ADB\tC"), "a0-1 b2-3  3-4 c4-5");
  EXPECT_EQ(normalized(kBert, "\u200D\uFFFD\u0085"), "");
  EXPECT_EQ(normalized(kBert, "x\u0378y"), "x0-1 \u03781-2 y2-3");  // unassigned: kept
}

TEST(BertNormalizer, SetsIdeographsApart) {
  EXPECT_EQ(normalized(kBert, "a中"), "a0-1  1-2 中1-2  1-2");
  EXPECT_EQ(normalized(kBert, "\U0002B820"), "\U0002B8200-1");  // outside of the library's range
  EXPECT_EQ(normalized(kBert, "か"), "か0-1");
}

TEST(BertNormalizer, StripsAccentsUnlessCased) {
  EXPECT_EQ(normalized(kBert, "Éa"), "e0-1 a1-2");
  EXPECT_EQ(normalized(kBertCased, "Éa"), "É0-1 a1-2");
  EXPECT_EQ(normalized(kBert, "각"), "ᄀ0-1 ᅡ0-1 ᆨ0-1");
  EXPECT_EQ(normalized(kBert, "ﬁ"), "ﬁ0-1");  // compatible decompositions are not BERT's
}

TEST(BertNormalizer, LowerCasesEachCharacterAlone) {
  EXPECT_EQ(normalized(R"({"type": "Lowercase"})", "ΑΣ"), "α0-1 σ1-2");
  EXPECT_EQ(normalized(R"({"type": "Lowercase"})", "İx"), "i0-1 \u03070-1 x1-2");
}

TEST(NormalizationForms, DecomposeAndCompose) {
  EXPECT_EQ(normalized(R"({"type": "NFD"})", "é"), "e0-1 \u03010-1");
  EXPECT_EQ(normalized(R"({"type": "NFC"})", "e\u0301x"), "é0-1 x2-3");
  EXPECT_EQ(normalized(R"({"type": "NFKD"})", "ﬁ½"), "f0-1 i0-1 11-2 ⁄1-2 21-2");
  EXPECT_EQ(normalized(R"({"type": "NFKC"})", "Ａ\u0301"), "Á0-1");
  EXPECT_EQ(normalized(R"({"type": "NFC"})", "\u1100\u1161\u11A8"), "각0-1");
  EXPECT_EQ(normalized(R"({"type": "NFC"})", "\u0958"), "क0-1 \u093C0-1");  // an exclusion
}

TEST(NormalizationForms, SortMarksAndLeavePositionsInOrder) {
  EXPECT_EQ(normalized(R"({"type": "NFD"})", "a\u0301\u0323"), "a0-1 \u03231-2 \u03012-3");
  EXPECT_EQ(normalized(R"({"type": "NFC"})", "a\u0301\u0323"), "ạ0-1 \u03012-3");
}

TEST(Normalizer, StripsReplacesAndChains) {
  const char* strip = R"({"type": "Strip", "strip_left": true, "strip_right": true})";
  EXPECT_EQ(normalized(strip, " \u3000a b "), "a2-3  3-4 b4-5");
  EXPECT_EQ(normalized(strip, "  "), "");
  const char* replace = R"({"type": "Replace", "pattern": {"String": "aa"}, "content": "xyz"})";
  EXPECT_EQ(normalized(replace, "aaab"), "x1-2 y1-2 z1-2 a2-3 b3-4");
  const char* chain = R"({"type": "Sequence", "normalizers": [
      {"type": "NFD"}, {"type": "StripAccents"}, {"type": "Lowercase"}]})";
  EXPECT_EQ(normalized(chain, "ÉA"), "e0-1 a1-2");
}

TEST(Normalizer, NamesWhatItDoesNotSupport) {
  EXPECT_EQ(error_of(R"({"type": "Uppercase"})"),
            "tokenizer.json: normalizer has the type 'Uppercase', which Headscope does not "
            "support as a normalizer; it supports BertNormalizer, Sequence, NFD, NFKD, NFC, NFKC, "
            "Lowercase, StripAccents, Strip, Precompiled, Prepend, Nmt, ByteLevel and Replace");
  EXPECT_EQ(error_of(R"({"type": "Sequence", "normalizers": [{"type": "NFC"}, {"type": 1}]})"),
            "tokenizer.json: normalizer.normalizers[1].type is not a string");
  EXPECT_EQ(error_of(R"({"type": "Replace", "pattern": "a", "content": ""})"),
            "tokenizer.json: normalizer.pattern is not an object");
  EXPECT_EQ(error_of(R"({"type": "Replace", "pattern": {"String": ""}, "content": ""})"),
            "tokenizer.json: normalizer.pattern is empty");
  EXPECT_EQ(error_of(R"({"type": "Replace", "pattern": {"Regex": "a*"}, "content": ""})"),
            "tokenizer.json: normalizer.pattern can match between two characters, where nothing "
            "is to replace");
  EXPECT_EQ(error_of(R"({"type": "Prepend", "prepend": ""})"),
            "tokenizer.json: normalizer.prepend is empty");
  EXPECT_EQ(error_of(R"({"type": "Precompiled"})"),
            "tokenizer.json: normalizer.precompiled_charsmap is missing");
  EXPECT_EQ(error_of(R"({"type": "Precompiled", "precompiled_charsmap": "A"})"),
            "tokenizer.json: normalizer.precompiled_charsmap is not base64");
  EXPECT_EQ(error_of(R"({"type": "Precompiled", "precompiled_charsmap": "AAAA"})"),
            "tokenizer.json: normalizer.precompiled_charsmap is no character map; it may be cut "
            "off");
  EXPECT_EQ(error_of(R"({"type": "Strip", "strip_left": true})"),
            "tokenizer.json: normalizer.strip_right is missing");
  EXPECT_EQ(error_of("{}"), "tokenizer.json: normalizer.type is missing");
  EXPECT_EQ(error_of("[]"), "tokenizer.json: normalizer is not an object");
}

}  // namespace
}  // namespace headscope::text
