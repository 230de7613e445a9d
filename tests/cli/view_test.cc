#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "tests/cli/process.h"

namespace headscope::cli {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

namespace fs = std::filesystem;

class ViewTest : public ProgramTest {};

TEST_F(ViewTest, PrintsWhatTheNotebookPrinted) {
  const Finished run = headscope({"view", "Transformers are amazing!", "--model", kMiniLm});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(run.err, "");
  EXPECT_EQ(files(), std::set<std::string>{"attention.html"});
  EXPECT_THAT(run.out, HasSubstr("tokens         [CLS] transformers are amazing ! [SEP]\n"));
  EXPECT_THAT(run.out, HasSubstr("input          [1, 6]\n"));
  EXPECT_THAT(run.out, HasSubstr("hidden states  7 × [1, 6, 384]  "));
  EXPECT_THAT(run.out, HasSubstr("attentions     6 × [1, 12, 6, 6]  "));
  EXPECT_THAT(run.out, HasSubstr("page           attention.html  "));
  EXPECT_LE(fs::file_size(folder_ / "attention.html"), 250'000u);
}

TEST_F(ViewTest, JsonHoldsTheSame) {
  const Finished run =
      headscope({"view", "Transformers are amazing!", "--model", kMiniLm, "--json"});
  EXPECT_EQ(run.status, 0) << run.err;
  const json got = json::parse(run.out);
  EXPECT_EQ(got["model"], "all-MiniLM-L6-v2");
  EXPECT_EQ(got["tokens"].size(), 6u);
  EXPECT_EQ(got["input"], json({1, 6}));
  ASSERT_EQ(got["hidden_states"].size(), 7u);
  EXPECT_EQ(got["hidden_states"][6], json({1, 6, 384}));
  ASSERT_EQ(got["attentions"].size(), 6u);
  EXPECT_EQ(got["attentions"][0], json({1, 12, 6, 6}));
  EXPECT_EQ(got["page"], "attention.html");
  EXPECT_EQ(got["bytes"], fs::file_size(folder_ / "attention.html"));
}

TEST_F(ViewTest, WritesWhereItIsTold) {
  const Finished run = headscope(
      {"view", "She sat by the bank.", "--pair", "Why?", "--model", kTiny, "-o", "bank.html"});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(files(), std::set<std::string>{"bank.html"});
  EXPECT_THAT(read("bank.html"), HasSubstr("\"pair\":\"Why?\""));
}

TEST_F(ViewTest, PutsAnotherTextBesideTheFirst) {
  const Finished run = headscope({"view", "by the bank", "--pair", "Why?", "--compare",
                                  "by the river", "--model", kTiny, "--json"});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(json::parse(run.out)["texts"].size(), 2u);
  const std::string page = read("attention.html");
  EXPECT_THAT(page, HasSubstr(R"("text":"by the river","pair":"Why?")"));
  EXPECT_THAT(page, HasSubstr("\"compares\":true"));
}

TEST_F(ViewTest, PutsAnotherModelBesideTheFirst) {
  const Finished run =
      headscope({"view", "by the bank", "--model", kTiny, "--compare-model", kMiniLm, "--json"});
  EXPECT_EQ(run.status, 0) << run.err;
  const json got = json::parse(run.out);
  EXPECT_EQ(got["texts"][0]["model"], "bert");
  EXPECT_EQ(got["texts"][1]["model"], "all-MiniLM-L6-v2");
  EXPECT_THAT(read("attention.html"), HasSubstr("\"compares\":true"));
}

TEST_F(ViewTest, SaysWhichOfTwoModelsIsNotThere) {
  const Finished run = headscope(
      {"view", "by the bank", "--model", kTiny, "--compare-model", "./nothing", "--offline"});
  EXPECT_EQ(run.status, 1);
  EXPECT_THAT(run.err, HasSubstr("./nothing"));
  EXPECT_EQ(files(), std::set<std::string>{});
}

TEST_F(ViewTest, DrawsATraceFile) {
  ASSERT_EQ(headscope({"trace", "Hello there", "--model", kTiny, "--keep", "all"}).status, 0);
  const Finished run = headscope({"view", "trace.safetensors", "-o", "page.html"});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(run.err, "");
  EXPECT_THAT(run.out, HasSubstr("hidden states  4 × [1, "));
  EXPECT_THAT(read("page.html"), HasSubstr("\"text\":\"Hello there\""));
}

TEST_F(ViewTest, QueriesAndKeysComeIntoThePageWhenAskedFor) {
  const auto page_of = [&](std::initializer_list<std::string> more) {
    std::vector<std::string> command = {"view", "Hello there", "--model", kTiny};
    command.insert(command.end(), more);
    const Finished run = headscope(command);
    EXPECT_EQ(run.status, 0) << run.err;
    return read("attention.html");
  };
  EXPECT_THAT(page_of({}), HasSubstr("\"neurons\":null"));
  const std::string page = page_of({"--neurons"});
  EXPECT_THAT(page, HasSubstr("\"neurons\":{\"encoding\":\"f32\""));
  EXPECT_THAT(page, HasSubstr("id=\"headscope-neurons-2\""));

  // A trace file gives the same page as the run that it came from.
  ASSERT_EQ(headscope({"trace", "Hello there", "--model", kTiny, "--keep",
                       "queries,keys,hidden_states,pooled"})
                .status,
            0);
  ASSERT_EQ(headscope({"view", "trace.safetensors", "--neurons"}).status, 0);
  EXPECT_EQ(read("attention.html"), page);
}

TEST_F(ViewTest, ATraceFileWithoutQueriesSaysWhatIsMissing) {
  ASSERT_EQ(headscope({"trace", "Hello there", "--model", kTiny}).status, 0);
  expect_refusal(headscope({"view", "trace.safetensors", "--neurons"}), 1,
                 "the trace has no queries, and --neurons shows how queries and keys make the "
                 "attention; write it with headscope trace --keep queries,keys",
                 {"trace.safetensors"});
}

TEST_F(ViewTest, DrawsBertBaseFromAFileOfAnotherProgram) {
  const Finished run =
      headscope({"view", kData + "/bert-base-uncased/transformers-are-amazing.safetensors"});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("attentions  12 × [1, 12, 6, 6]  "));
  EXPECT_THAT(run.out, Not(HasSubstr("hidden states")));
  EXPECT_THAT(read("attention.html"), HasSubstr("\"transformers\""));
}

TEST_F(ViewTest, TextIsNeverMarkup) {
  const std::string text = "</script><script>alert(1)</script><!-- \" ' & \xE2\x80\xAE \x07 😀";
  const Finished run = headscope({"view", text, "--model", kTiny});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_THAT(read("attention.html"), Not(HasSubstr("<script>alert")));
  EXPECT_THAT(run.out, Not(HasSubstr("\x07")));
}

TEST_F(ViewTest, EmptyTextIsFine) {
  const Finished run = headscope({"view", "", "--model", kTiny});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("[CLS] [SEP]\n"));
}

TEST_F(ViewTest, ReplacesAnOldPageAndLeavesNothingBeside) {
  write("attention.html", "old");
  EXPECT_EQ(headscope({"view", "Hello", "--model", kTiny}).status, 0);
  EXPECT_EQ(files(), std::set<std::string>{"attention.html"});
  EXPECT_THAT(read("attention.html"), HasSubstr("headscope-manifest"));
}

TEST_F(ViewTest, OpensThePageWithoutAShell) {
  write("xdg-open", "#!/bin/sh\nprintf '%s' \"$1\" > opened\n");
  fs::permissions(folder_ / "xdg-open", fs::perms::owner_all);
  const std::string name = "a page; $(touch hacked).html";
  const std::string path = folder_.string() + ":/usr/bin:/bin";
  const Finished run = headscope({"view", "Hello", "--model", kTiny, "-o", name, "--open"},
                                 {.environment = {{"PATH", path}}});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(read("opened"), (folder_ / name).string());
  EXPECT_FALSE(fs::exists(folder_ / "hacked"));
}

TEST_F(ViewTest, WithoutABrowserThePageIsStillThere) {
  const Finished run = headscope({"view", "Hello", "--model", kTiny, "--open"},
                                 {.environment = {{"PATH", folder_.string()}}});
  EXPECT_EQ(run.status, 1);
  EXPECT_THAT(run.err, HasSubstr("there is no program xdg-open; open it by hand"));
  EXPECT_THAT(run.out, HasSubstr("attention.html"));
  EXPECT_EQ(files(), std::set<std::string>{"attention.html"});
}

TEST_F(ViewTest, AModelByItsNameInTheCache) {
  const fs::path snapshot =
      folder_ / "hub/models--tiny--bert/snapshots/0123456789abcdef0123456789abcdef01234567";
  fs::create_directories(snapshot.parent_path());
  fs::create_directories(folder_ / "hub/models--tiny--bert/refs");
  write("hub/models--tiny--bert/refs/main", snapshot.filename().string());
  fs::copy(kTiny, snapshot);
  const Finished run = headscope({"view", "Hello", "--model", "tiny/bert", "--json"},
                                 {.environment = {{"HF_HUB_CACHE", (folder_ / "hub").string()}}});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(json::parse(run.out)["model"], "tiny/bert");
}

TEST_F(ViewTest, CutsALongTextOnlyWhenAsked) {
  std::string words;
  for (int i = 0; i < 100; ++i) words += "the ";
  expect_refusal(headscope({"view", words, "--model", kTiny}), 1,
                 "or cut it with --truncation longest_first");
  const Finished run =
      headscope({"view", words, "--model", kTiny, "--truncation", "longest_first"});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_THAT(run.err, HasSubstr("warning: the text has 102 tokens and was cut to the 64"));
  EXPECT_THAT(run.out, HasSubstr("input          [1, 64]\n"));
}

}  // namespace
}  // namespace headscope::cli
