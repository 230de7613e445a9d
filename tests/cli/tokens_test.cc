#include <gmock/gmock.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/cli/process.h"

namespace headscope::cli {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

class TokensTest : public ProgramTest {
 protected:
  json tokens(std::vector<std::string> arguments, const Surroundings& around = {}) const {
    arguments.insert(arguments.begin(), {"tokens", "--json"});
    const Finished run = headscope(std::move(arguments), around);
    EXPECT_EQ(run.status, 0) << run.err;
    EXPECT_EQ(run.err, "");
    return json::parse(run.out);
  }
};

std::vector<json> parse_lines(const std::string& text) {
  std::vector<json> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(json::parse(line));
  return lines;
}

TEST_F(TokensTest, JsonHasTheKeysInTheirOrder) {
  const Finished run =
      headscope({"tokens", "Transformers are amazing!", "--model", kMiniLm, "--json"});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(run.out,
            R"({"model":"all-MiniLM-L6-v2","text":"Transformers are amazing!","pair":null,)"
            R"("ids":[101,19081,2024,6429,999,102],)"
            R"("tokens":["[CLS]","transformers","are","amazing","!","[SEP]"],)"
            R"("type_ids":[0,0,0,0,0,0],)"
            R"("offsets":[[0,0],[0,12],[13,16],[17,24],[24,25],[0,0]],)"
            R"("word_ids":[null,0,1,2,3,null],)"
            R"("special":[true,false,false,false,false,true]})"
            "\n");
}

TEST_F(TokensTest, EveryReferenceCaseIsEqual) {
  for (const std::string model : {"bert", "bert-legacy", "bert-sharded", "bert-classifier"}) {
    std::ifstream file(kData + "/tiny/" + model + "/cases.json");
    for (const json& expected : json::parse(file)) {
      if (!expected.at("text").is_string()) continue;  // the batch
      std::vector<std::string> arguments = {"--model", kData + "/tiny/" + model};
      if (!expected.at("pair").is_null()) {
        arguments.push_back("--pair=" + expected.at("pair").get<std::string>());
      }
      arguments.insert(arguments.end(), {"--", expected.at("text").get<std::string>()});
      arguments.insert(arguments.begin(), {"tokens", "--json"});
      const Finished run = headscope(arguments);
      ASSERT_EQ(run.status, 0) << run.err;
      const json got = json::parse(run.out);
      const std::string what = model + ' ' + expected.at("id").get<std::string>();
      EXPECT_EQ(got.at("ids"), expected.at("input_ids")) << what;
      EXPECT_EQ(got.at("tokens"), expected.at("tokens")) << what;
      EXPECT_EQ(got.at("type_ids"), expected.at("token_type_ids")) << what;
      EXPECT_EQ(got.at("offsets"), expected.at("offsets")) << what;
      EXPECT_EQ(got.at("word_ids"), expected.at("word_ids")) << what;
    }
  }
}

TEST_F(TokensTest, TableNamesEachToken) {
  const Finished run = headscope({"tokens", "Transformers are amazing!", "--model", kMiniLm});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("19081"));
  EXPECT_THAT(run.out, HasSubstr("0 to 12   transformers\n"));
}

TEST_F(TokensTest, EmptyTextIsTwoSpecials) {
  EXPECT_THAT(tokens({"", "--model", kMiniLm})["tokens"], ElementsAre("[CLS]", "[SEP]"));
}

TEST_F(TokensTest, StandardInputIsTakenAsItIs) {
  const json got = tokens({"-", "--model", kMiniLm}, {.input = "Hello\nthere\n"});
  EXPECT_EQ(got["text"], "Hello\nthere\n");
}

TEST_F(TokensTest, AFileIsTakenAsItIs) {
  write("text.txt", "Hello\r\nthere\n");
  EXPECT_EQ(tokens({"--file", "text.txt", "--model", kMiniLm})["text"], "Hello\r\nthere\n");
}

TEST_F(TokensTest, HostileTextsArriveUnchanged) {
  for (const std::string text :
       {"[CLS] hi [SEP]", "\"quoted\"", "'quoted'", "{}", "%%", "a\\nb", "tokens", "</script>",
        "$(reboot)", "`reboot`", "a;b|c&d", "שלום \xE2\x80\xAE abc", "\x1b[31m\x07", "😀 e\xCC\x81",
        "--help", "-o", "--", "-"}) {
    if (text == "-") continue;  // that is standard input
    const json got = tokens({"--model", kMiniLm, "--pair=" + text, "--", text});
    EXPECT_EQ(got["text"], text);
    EXPECT_EQ(got["pair"], text);
  }
}

TEST_F(TokensTest, LinesGiveOneObjectEach) {
  write("texts.txt", "Hello\n\nlast one\r\nno break");
  const Finished run = headscope({"tokens", "--lines", "texts.txt", "--model", kMiniLm, "--json"});
  EXPECT_EQ(run.status, 0) << run.err;
  std::vector<std::string> texts;
  for (const json& line : parse_lines(run.out)) texts.push_back(line["text"]);
  EXPECT_THAT(texts, ElementsAre("Hello", "", "last one", "no break"));
}

TEST_F(TokensTest, LinesMayComeFromStandardInput) {
  const Finished run = headscope({"tokens", "--lines", "-", "--model", kMiniLm, "--json"},
                                 {.input = "Hello\nWorld\n"});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(parse_lines(run.out).size(), 2u);
  expect_refusal(headscope({"tokens", "--lines", "-", "--model", kMiniLm}, {.input = "a\n\xFF"}), 1,
                 "standard input: line 2 is not valid UTF-8 at byte 0");
}

TEST_F(TokensTest, JsonLinesMayHoldLineBreaksAndPairs) {
  write("texts.jsonl",
        "{\"text\": \"two\\nlines\"}\n{\"text\": \"a\", \"pair\": \"b\"}\n"
        "{\"pair\": null, \"text\": \"c\", \"note\": 1}\n");
  const Finished run =
      headscope({"tokens", "--lines", "texts.jsonl", "--model", kMiniLm, "--json"});
  EXPECT_EQ(run.status, 0) << run.err;
  const auto lines = parse_lines(run.out);
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines[0]["text"], "two\nlines");
  EXPECT_EQ(lines[1]["pair"], "b");
  EXPECT_EQ(lines[1]["type_ids"], json({0, 0, 0, 1, 1}));
  EXPECT_TRUE(lines[2]["pair"].is_null());
}

TEST_F(TokensTest, ReferenceLinesAreEqual) {
  const std::string file = kData + "/tokenizer/bert-uncased.jsonl";
  const Finished run = headscope({"tokens", "--lines", file, "--model", kMiniLm, "--json"});
  EXPECT_EQ(run.status, 0) << run.err;
  const auto got = parse_lines(run.out);
  std::ostringstream content;
  content << std::ifstream(file).rdbuf();
  const auto expected = parse_lines(content.str());
  ASSERT_EQ(got.size(), expected.size());
  std::size_t different = 0;
  for (std::size_t i = 0; i < got.size(); ++i) {
    different += got[i]["ids"] != expected[i]["ids"] || got[i]["offsets"] != expected[i]["offsets"];
  }
  EXPECT_EQ(different, 0u) << "lines of " << got.size();
}

TEST_F(TokensTest, LinesWithoutJsonAreTables) {
  write("texts.txt", "Hello\nWorld\n");
  const Finished run = headscope({"tokens", "--lines", "texts.txt", "--model", kMiniLm});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("hello\n"));
  EXPECT_THAT(run.out, HasSubstr("\n\n   #"));
}

TEST_F(TokensTest, CutsOnlyWhenAskedAndSaysSo) {
  std::string words;
  for (int i = 0; i < 100; ++i) words += "the ";
  EXPECT_EQ(tokens({words, "--model", kTiny})["ids"].size(), 102u);

  const Finished run =
      headscope({"tokens", words, "--model", kTiny, "--json", "--truncation", "longest_first"});
  EXPECT_EQ(run.status, 0);
  EXPECT_EQ(json::parse(run.out)["ids"].size(), 64u);
  EXPECT_EQ(run.err,
            "headscope: warning: the text has 102 tokens and was cut to the 64 that bert takes\n");
}

TEST_F(TokensTest, QuietCutsWithoutAWord) {
  const Finished run =
      headscope({"tokens", "-", "--model", kTiny, "--truncation", "only_first", "--quiet"},
                {.input = std::string(400, 'a') + std::string(400, ' ') +
                          "b c d e f g h i j k l m n o p q r s t u v w x y z a b "
                          "c d e f g h i j k l m n o p q r s t u v w x y z a b c "
                          "d e f g h i j k l m n o p q r s t u v w x y z"});
  EXPECT_EQ(run.status, 0);
  EXPECT_EQ(run.err, "");
}

class BadTextTest : public TokensTest {};

TEST_F(BadTextTest, InvalidUtf8NamesTheByte) {
  expect_refusal(headscope({"tokens", "ab\xFF", "--model", kTiny}), 1,
                 "the text is not valid UTF-8 at byte 2 (0xFF)");
  expect_refusal(headscope({"tokens", "ab", "--pair", "\xC0", "--model", kTiny}), 1,
                 "the pair is not valid UTF-8 at byte 0 (0xC0)");
  expect_refusal(headscope({"tokens", "-", "--model", kTiny}, {.input = "abc\xE2\x82"}), 1,
                 "standard input is not valid UTF-8 at byte 3 (0xE2)");
}

TEST_F(BadTextTest, InvalidUtf8InALineNamesLineAndByteBeforeAnythingIsPrinted) {
  write("texts.txt", "fine\nab\xFFz\n");
  expect_refusal(headscope({"tokens", "--lines", "texts.txt", "--model", kTiny, "--json"}), 1,
                 "texts.txt: line 2 is not valid UTF-8 at byte 2 (0xFF)", {"texts.txt"});
}

TEST_F(BadTextTest, JsonLinesNameTheLine) {
  const std::pair<const char*, const char*> cases[] = {
      {"{\"text\": \"a\"}\nnonsense\n", "texts.jsonl: line 2 is not a JSON object"},
      {"[1]\n", "texts.jsonl: line 1 is not a JSON object"},
      {"{\"pair\": \"a\"}\n", "texts.jsonl: line 1 has no \"text\""},
      {"{\"text\": 7}\n", "texts.jsonl: line 1: \"text\" is a number, it must be a string"},
      {"{\"text\": \"a\", \"pair\": []}\n", "line 1: \"pair\" is a array"},
      {"{\"text\": \"\\ud800\"}\n", "texts.jsonl: line 1 is not a JSON object"},
      {"{\"text\": \"\xFF\"}\n", "texts.jsonl: line 1 is not valid UTF-8 at byte 10"},
      {"{\"text\": \"a\"}\n\n", "texts.jsonl: line 2 is not a JSON object"},
  };
  for (const auto& [content, sentence] : cases) {
    write("texts.jsonl", content);
    expect_refusal(headscope({"tokens", "--lines", "texts.jsonl", "--model", kTiny}), 1, sentence,
                   {"texts.jsonl"});
  }
}

TEST_F(BadTextTest, MissingFilesAreNamed) {
  expect_refusal(headscope({"tokens", "--file", "none.txt", "--model", kTiny}), 1,
                 "none.txt: cannot be read: No such file or directory");
  expect_refusal(headscope({"tokens", "--lines", "none.txt", "--model", kTiny}), 1,
                 "none.txt: cannot be read: No such file or directory");
  expect_refusal(headscope({"tokens", "--file", ".", "--model", kTiny}), 1,
                 ".: cannot be read: Is a directory");
}

}  // namespace
}  // namespace headscope::cli
