// Long texts by the program: windows on request, and every way to ask for what there is not.
#include "headscope/windows.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "headscope/trace.h"
#include "tests/cli/process.h"

namespace headscope::cli {
namespace {

using nlohmann::json;
using testing::HasSubstr;

class WindowsTest : public ProgramTest {
 protected:
  /// A text of `count` tokens with [CLS] and [SEP], where tiny/bert takes 64.
  static std::string text_of(int count) {
    std::string text;
    for (int i = 2; i < count; ++i) text += "the ";
    return text;
  }

  Finished run(const std::string& command, std::vector<std::string> more,
               const std::string& model = "bert", int tokens = 102) const {
    std::vector<std::string> arguments = {command, text_of(tokens), "--model",
                                          kData + "/tiny/" + model};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return headscope(arguments);
  }
};

TEST_F(WindowsTest, AreOfferedWhenATextIsTooLong) {
  expect_refusal(run("view", {}), 1,
                 "the text has 102 tokens, bert takes at most 64; read it in windows that overlap "
                 "with --windows, or cut it with --truncation longest_first");
}

TEST_F(WindowsTest, ViewDrawsTheWholeText) {
  const Finished viewed = run("view", {"--windows"});
  EXPECT_EQ(viewed.status, 0) << viewed.err;
  EXPECT_THAT(viewed.out, HasSubstr("input          [1, 102]\n"));
  EXPECT_THAT(viewed.out, HasSubstr("windows        2  of the tokens 1–62, 47–100\n"));
  EXPECT_THAT(read("attention.html"), HasSubstr(R"("windows":{"ranges":[[1,63],[47,101]])"));
}

TEST_F(WindowsTest, TraceKeepsThemForTheNextReader) {
  const Finished traced =
      run("trace", {"--windows", "--stride", "8", "--max-length", "32", "--json"});
  ASSERT_EQ(traced.status, 0) << traced.err;
  EXPECT_EQ(json::parse(traced.out)["windows"].dump(), "[[1,31],[23,53],[45,75],[67,97],[89,101]]");
  const LoadedTrace loaded = load_trace(folder_ / "trace.safetensors");
  EXPECT_THAT(loaded.warnings, testing::IsEmpty());
  EXPECT_EQ(loaded.trace.windows.size(), 5u);
  EXPECT_FALSE(loaded.trace.windows.meet(1, 40));
  EXPECT_EQ(loaded.trace.windows.of_token.at(0), -1);
}

TEST_F(WindowsTest, AShortTextHasNone) {
  ASSERT_EQ(run("trace", {"--windows", "-o", "with.safetensors"}, "bert", 64).status, 0);
  ASSERT_EQ(run("trace", {"-o", "without.safetensors"}, "bert", 64).status, 0);
  EXPECT_EQ(read("with.safetensors"), read("without.safetensors"));
}

TEST_F(WindowsTest, PredictFindsAnswersInEveryWindow) {
  std::string context = text_of(90) + "bank";
  const Finished predicted =
      headscope({"predict", "Who sat?", "--pair", context, "--windows", "--model",
                 kData + "/tiny/bert-qa", "--top", "1000", "--json"});
  ASSERT_EQ(predicted.status, 0) << predicted.err;
  const json answers = json::parse(predicted.out)["answers"];
  const auto length = static_cast<int>(context.size());
  int latest = 0;
  int earliest = length;
  for (const json& answer : answers) {
    latest = std::max(latest, answer["offsets"][1].get<int>());
    earliest = std::min(earliest, answer["offsets"][0].get<int>());
  }
  EXPECT_EQ(latest, length);
  EXPECT_EQ(earliest, 0);
}

TEST_F(WindowsTest, AClassifierHasNoWordOnATextItDidNotSee) {
  expect_refusal(run("predict", {"--windows"}, "bert-classifier"), 1,
                 "the model labels a text as a whole, and no window sees it all");
}

TEST_F(WindowsTest, WhatBelongsToOnePassIsRefusedByName) {
  expect_refusal(run("trace", {"--windows", "--keep", "hidden_states,keys"}), 1,
                 "the text ran in 2 windows, of which each has keys of its own; leave 'keys' out");
  expect_refusal(run("trace", {"--windows", "--keep", "logits"}, "bert-classifier"), 1,
                 "of which each has logits of its own");
  expect_refusal(run("view", {"--windows", "--neurons"}), 2,
                 "--neurons shows how one pass computed a weight, and --windows makes several");
}

TEST_F(WindowsTest, APageHasAnEnd) {
  expect_refusal(run("view", {"--windows"}, "bert", 2049), 1,
                 "the text has 2049 tokens, a page draws at most 2048; cut the text into parts");
}

TEST_F(WindowsTest, SizesThatCannotBe) {
  expect_refusal(run("view", {"--windows", "--stride", "62"}), 1,
                 "windows of 64 tokens have room for 62 of the text, so they cannot share 62");
  expect_refusal(run("view", {"--windows", "--max-length", "65"}), 1,
                 "--max-length is 65, and bert takes at most 64 tokens");
  expect_refusal(run("view", {"--stride", "8"}), 2, "--stride requires --windows");
  expect_refusal(run("view", {"--windows", "--stride", "-1"}), 2, "--stride takes whole numbers");
  expect_refusal(run("view", {"--windows", "--truncation", "only_first"}), 2, "do not go together");
}

}  // namespace
}  // namespace headscope::cli
