// The tokenizer against what Hugging Face's fast tokenizers made of the same texts.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "headscope/tokenizer.h"
#include "tests/text/temporary_folder.h"

namespace headscope {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

Json read_json(const fs::path& file) {
  std::ifstream stream(file);
  EXPECT_TRUE(stream) << file;
  return Json::parse(stream);
}

Json offsets_of(const Encoding& encoding) {
  Json offsets = Json::array();
  for (const Span& span : encoding.offsets) offsets.push_back({span.begin, span.end});
  return offsets;
}

/// -1 becomes null.
Json nullable(const std::vector<std::int32_t>& ids) {
  Json result = Json::array();
  for (const std::int32_t id : ids) result.push_back(id < 0 ? Json() : Json(id));
  return result;
}

std::vector<int> mask_of(const Encoding& encoding) {
  return {encoding.special.begin(), encoding.special.end()};
}

void expect_case(const Tokenizer& tokenizer, const Json& c) {
  SCOPED_TRACE(c.at("id").get<std::string>());
  const std::string text = c.at("text");
  const auto pair = c.at("pair").is_null() ? std::nullopt : std::optional<std::string>(c["pair"]);
  const Encoding encoding = tokenizer.encode(text, pair);
  EXPECT_EQ(encoding.text, text);
  EXPECT_EQ(encoding.pair, pair);
  EXPECT_EQ(Json(encoding.ids), c.at("input_ids"));
  EXPECT_EQ(Json(encoding.tokens), c.at("tokens"));
  EXPECT_EQ(Json(encoding.type_ids), c.at("token_type_ids"));
  EXPECT_EQ(offsets_of(encoding), c.at("offsets"));
  EXPECT_EQ(nullable(encoding.word_ids), c.at("word_ids"));
  EXPECT_EQ(nullable(encoding.sequence_ids), c.at("sequence_ids"));
  EXPECT_EQ(Json(mask_of(encoding)), c.at("special_tokens_mask"));
}

bool has_minilm() { return fs::exists(fs::path(HEADSCOPE_MINILM) / "vocab.txt"); }

class TinyCheckpoint : public testing::TestWithParam<std::string> {};

TEST_P(TinyCheckpoint, EncodesEveryCaseAsTheReference) {
  const fs::path folder = fs::path(HEADSCOPE_TEST_DATA) / "tiny" / GetParam();
  const Tokenizer tokenizer = Tokenizer::load(folder);
  EXPECT_EQ(tokenizer.kind(), "WordPiece");
  for (const Json& c : read_json(folder / "cases.json")) {
    if (c.at("id") != "batch") expect_case(tokenizer, c);
  }
}

INSTANTIATE_TEST_SUITE_P(Text, TinyCheckpoint,
                         testing::Values("bert", "bert-bf16", "bert-classifier", "bert-fp16",
                                         "bert-legacy", "bert-qa", "bert-sharded", "bert-tagger"),
                         [](const auto& folder) {
                           std::string name = folder.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST(Reference, MiniLmEncodesEveryCaseAsTheReference) {
  if (!has_minilm()) GTEST_SKIP() << "scripts/setup installs the MiniLM weights";
  const Tokenizer tokenizer = Tokenizer::load(HEADSCOPE_MINILM);
  for (const Json& c : read_json(fs::path(HEADSCOPE_TEST_DATA) / "minilm/cases.json")) {
    expect_case(tokenizer, c);
  }
}

void expect_lines(const Tokenizer& tokenizer, const char* name) {
  std::ifstream file(fs::path(HEADSCOPE_TEST_DATA) / "tokenizer" / name);
  int lines = 0;
  int differing = 0;
  for (std::string line; std::getline(file, line); ++lines) {
    const Json expected = Json::parse(line);
    const Encoding encoding = tokenizer.encode(expected.at("text").get<std::string>());
    if (Json(encoding.ids) == expected.at("ids") &&
        offsets_of(encoding) == expected.at("offsets")) {
      continue;
    }
    if (++differing <= 5) ADD_FAILURE() << name << ", line " << lines + 1 << ": " << line;
  }
  EXPECT_EQ(lines, 1500);
  EXPECT_EQ(differing, 0);
}

TEST(Reference, EveryLineOfBertUncasedIsEqual) {
  if (!has_minilm()) GTEST_SKIP() << "scripts/setup installs the MiniLM weights";
  expect_lines(Tokenizer::load(HEADSCOPE_MINILM), "bert-uncased.jsonl");
}

TEST(Reference, EveryLineOfBertUncasedIsEqualFromVocabTxt) {
  if (!has_minilm()) GTEST_SKIP() << "scripts/setup installs the MiniLM weights";
  const TemporaryFolder folder;
  fs::copy_file(fs::path(HEADSCOPE_MINILM) / "vocab.txt", folder / "vocab.txt");
  expect_lines(Tokenizer::load(folder.path()), "bert-uncased.jsonl");
}

TEST(Reference, EveryLineOfBertCasedIsEqual) {
  if (!has_minilm()) GTEST_SKIP() << "scripts/setup installs the MiniLM weights";
  const TemporaryFolder folder;
  fs::copy_file(fs::path(HEADSCOPE_MINILM) / "vocab.txt", folder / "vocab.txt");
  folder.write("tokenizer_config.json", R"({"do_lower_case": false, "strip_accents": null})");
  expect_lines(Tokenizer::load(folder.path()), "bert-cased.jsonl");
}

}  // namespace
}  // namespace headscope
