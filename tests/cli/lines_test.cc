#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "headscope/trace.h"
#include "tests/cli/process.h"

namespace headscope::cli {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

namespace fs = std::filesystem;

/// Commands that take a file with a text a line.
class LinesTest : public ProgramTest {};

TEST_F(LinesTest, APageShowsEachLine) {
  write("texts.txt", "Hello there\nShe sat by the bank.\r\n\n");
  const Finished run = headscope({"view", "--lines", "texts.txt", "--model", kTiny});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(run.err, "");
  EXPECT_EQ(files(), (std::set<std::string>{"attention.html", "texts.txt"}));
  EXPECT_THAT(run.out, HasSubstr("texts   3\n"));
  EXPECT_THAT(run.out, HasSubstr("tokens  2 to "));
  EXPECT_THAT(run.out, HasSubstr("page    attention.html  "));
  const std::string page = read("attention.html");
  EXPECT_THAT(page, HasSubstr("id=\"headscope-manifest\""));
  EXPECT_THAT(page, HasSubstr("id=\"headscope-1-manifest\""));
  EXPECT_THAT(page, HasSubstr("id=\"headscope-2-layer-2\""));
  EXPECT_THAT(page, Not(HasSubstr("id=\"headscope-3-")));
  EXPECT_THAT(page, HasSubstr("\"text\":\"She sat by the bank.\""));
}

TEST_F(LinesTest, ALineOfJsonMayHaveAPair) {
  write("texts.jsonl",
        "{\"text\": \"one\\ntext\"}\n{\"text\": \"She sat.\", \"pair\": \"Why?\"}\n");
  const Finished run =
      headscope({"view", "--lines", "texts.jsonl", "--model", kTiny, "--json", "--neurons"});
  EXPECT_EQ(run.status, 0) << run.err;
  const json got = json::parse(run.out);
  ASSERT_EQ(got["texts"].size(), 2u);
  EXPECT_EQ(got["texts"][1]["model"], "bert");
  EXPECT_EQ(got["texts"][1]["input"], json({1, got["texts"][1]["tokens"].size()}));
  EXPECT_EQ(got["bytes"], fs::file_size(folder_ / "attention.html"));
  EXPECT_THAT(read("attention.html"), HasSubstr("\"pair\":\"Why?\""));
  EXPECT_THAT(read("attention.html"), HasSubstr("id=\"headscope-1-neurons-0\""));
}

TEST_F(LinesTest, OneLineIsATextLikeAnyOther) {
  write("one.txt", "Hello there");
  const Finished lines = headscope({"view", "--lines", "one.txt", "--model", kTiny, "-o", "a"});
  const Finished text = headscope({"view", "Hello there", "--model", kTiny, "-o", "b"});
  EXPECT_EQ(lines.status, 0) << lines.err;
  EXPECT_EQ(read("a"), read("b"));
}

TEST_F(LinesTest, ATraceFileHoldsEachLineAndMakesTheSamePage) {
  write("texts.txt", "Hello there\nShe sat by the bank.\n");
  const Finished run = headscope({"trace", "--lines", "texts.txt", "--model", kTiny, "--keep",
                                  "queries,hidden_states,pooled"});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("texts    2\n"));
  EXPECT_THAT(run.out,
              HasSubstr("tensors  attentions, queries, hidden_states, pooled  of each text\n"));
  EXPECT_THAT(run.out, HasSubstr("file     trace.safetensors  "));
  const TraceFile file(folder_ / "trace.safetensors");
  ASSERT_EQ(file.size(), 2u);
  EXPECT_EQ(file.load(1).trace.encoding.text, "She sat by the bank.");

  const Finished from_file = headscope({"view", "trace.safetensors", "-o", "a.html"});
  EXPECT_EQ(from_file.status, 0) << from_file.err;
  EXPECT_EQ(from_file.err, "");
  EXPECT_THAT(from_file.out, HasSubstr("texts   2\n"));
  ASSERT_EQ(headscope({"view", "--lines", "texts.txt", "--model", kTiny, "-o", "b.html"}).status,
            0);
  EXPECT_EQ(read("a.html"), read("b.html"));
}

TEST_F(LinesTest, TraceSaysInJsonWhatItKeeps) {
  write("texts.txt", "Hello\nthere");
  const Finished run = headscope({"trace", "--lines", "texts.txt", "--model", kTiny, "--json"});
  EXPECT_EQ(run.status, 0) << run.err;
  const json got = json::parse(run.out);
  ASSERT_EQ(got["texts"].size(), 2u);
  EXPECT_EQ(got["texts"][0]["tensors"]["attentions"][0], 3);
  EXPECT_EQ(got["bytes"], fs::file_size(folder_ / "trace.safetensors"));
}

TEST_F(LinesTest, ALineThatIsTooLongIsNamedAndNothingIsLeft) {
  std::string words;
  for (int i = 0; i < 100; ++i) words += "the ";
  write("texts.txt", "Hello\n" + words);
  for (const char* command : {"view", "trace"}) {
    expect_refusal(
        headscope({command, "--lines", "texts.txt", "--model", kTiny}), 1,
        "texts.txt: line 2 has 102 tokens, bert takes at most 64; read it in windows that "
        "overlap with --windows, or cut it with --truncation longest_first",
        {"texts.txt"});
  }
  const Finished cut = headscope(
      {"view", "--lines", "texts.txt", "--model", kTiny, "--truncation", "longest_first"});
  EXPECT_EQ(cut.status, 0) << cut.err;
  EXPECT_THAT(cut.err, HasSubstr("warning: texts.txt: line 2 has 102 tokens and was cut"));
}

TEST_F(LinesTest, AnEmptyFileIsAMistake) {
  write("none.txt", "");
  expect_refusal(headscope({"view", "--lines", "none.txt", "--model", kTiny}), 1,
                 "none.txt is empty; it must have a text in each line", {"none.txt"});
}

TEST_F(LinesTest, LinesAreGivenInsteadOfAText) {
  write("texts.txt", "Hello");
  for (const char* command : {"view", "trace"}) {
    EXPECT_EQ(headscope({command, "Hello", "--lines", "texts.txt", "--model", kTiny}).status, 2);
    EXPECT_EQ(headscope({command, "--lines", "texts.txt", "--pair", "b", "--model", kTiny}).status,
              2);
  }
}

}  // namespace
}  // namespace headscope::cli
