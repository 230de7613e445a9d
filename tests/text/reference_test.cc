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

/// The vocabulary of all-MiniLM-L6-v2, which the repository does not hold.
fs::path minilm_vocabulary() {
  fs::path file = fs::path(HEADSCOPE_MINILM) / "vocab.txt";
  EXPECT_TRUE(fs::exists(file)) << HEADSCOPE_MINILM << " holds no vocabulary; run scripts/setup";
  return file;
}

fs::path tiny(const std::string& name) { return fs::path(HEADSCOPE_TEST_DATA) / "tiny" / name; }

class TinyCheckpoint : public testing::TestWithParam<std::string> {};

TEST_P(TinyCheckpoint, EncodesEveryCaseAsTheReference) {
  const fs::path folder = tiny(GetParam());
  const Tokenizer tokenizer = Tokenizer::load(folder);
  for (const Json& c : read_json(folder / "cases.json")) {
    if (c.at("id") != "batch") expect_case(tokenizer, c);
  }
}

INSTANTIATE_TEST_SUITE_P(Text, TinyCheckpoint,
                         testing::Values("albert-mlm", "bert", "bert-bf16", "bert-classifier",
                                         "bert-fp16", "bert-legacy", "bert-mlm", "bert-qa",
                                         "bert-sharded", "bert-tagger", "camembert", "deberta-v2",
                                         "distilbert-classifier", "electra-discriminator",
                                         "modernbert", "modernbert-hubconfig", "mpnet",
                                         "roberta-mlm", "xlm-roberta"),
                         [](const auto& folder) {
                           std::string name = folder.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST(Reference, KindsAreNamedAsTheFieldDoes) {
  EXPECT_EQ(Tokenizer::load(tiny("distilbert-classifier")).kind(), "WordPiece");
  EXPECT_EQ(Tokenizer::load(tiny("modernbert")).kind(), "BPE");
  EXPECT_EQ(Tokenizer::load(tiny("camembert")).kind(), "Unigram");
}

TEST(Reference, MiniLmEncodesEveryCaseAsTheReference) {
  minilm_vocabulary();
  const Tokenizer tokenizer = Tokenizer::load(HEADSCOPE_MINILM);
  for (const Json& c : read_json(fs::path(HEADSCOPE_TEST_DATA) / "minilm/cases.json")) {
    expect_case(tokenizer, c);
  }
}

void expect_lines(const Tokenizer& tokenizer, const char* name, int lines_there) {
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
  EXPECT_EQ(lines, lines_there);
  EXPECT_EQ(differing, 0);
}

TEST(Reference, EveryLineOfBertUncasedIsEqual) {
  minilm_vocabulary();
  expect_lines(Tokenizer::load(HEADSCOPE_MINILM), "bert-uncased.jsonl", 1500);
}

TEST(Reference, EveryLineOfBertUncasedIsEqualFromVocabTxt) {
  const TemporaryFolder folder;
  fs::copy_file(minilm_vocabulary(), folder / "vocab.txt");
  expect_lines(Tokenizer::load(folder.path()), "bert-uncased.jsonl", 1500);
}

TEST(Reference, EveryLineOfBertCasedIsEqual) {
  const TemporaryFolder folder;
  fs::copy_file(minilm_vocabulary(), folder / "vocab.txt");
  folder.write("tokenizer_config.json", R"({"do_lower_case": false, "strip_accents": null})");
  expect_lines(Tokenizer::load(folder.path()), "bert-cased.jsonl", 1500);
}

TEST(Reference, EveryLineOfRobertaIsEqual) {
  expect_lines(Tokenizer::load(tiny("roberta-mlm")), "roberta.jsonl", 600);
}

TEST(Reference, EveryLineOfXlmRobertaIsEqual) {
  expect_lines(Tokenizer::load(tiny("xlm-roberta")), "xlm-roberta.jsonl", 600);
}

TEST(Reference, EveryLineOfAlbertIsEqual) {
  expect_lines(Tokenizer::load(tiny("albert-mlm")), "albert.jsonl", 600);
}

}  // namespace
}  // namespace headscope
