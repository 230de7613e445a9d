#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "checkpoint/safetensors.h"
#include "tests/cli/process.h"

namespace headscope::cli {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

std::string tiny(const std::string& name) { return kData + "/tiny/" + name; }

class PredictTest : public ProgramTest {
 protected:
  json predict(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "predict");
    arguments.push_back("--json");
    const Finished run = headscope(arguments);
    EXPECT_EQ(run.status, 0) << run.err;
    return json::parse(run.out);
  }

  /// The manifest of a page in the folder.
  json manifest(const std::string& page) const {
    const std::string html = read(page);
    const std::string opening = R"(id="headscope-manifest">)";
    const std::size_t begin = html.find(opening) + opening.size();
    return json::parse(html.substr(begin, html.find("</script>", begin) - begin));
  }
};

TEST_F(PredictTest, TheWordBehindAMask) {
  const Finished run =
      headscope({"predict", "She opened the [MASK].", "--model", tiny("bert-mlm"), "--top", "2"});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_THAT(run.out, MatchesRegex("token 5, \\[MASK\\]\n  [^\n]+ %\n  [^\n]+ %\n"));
}

TEST_F(PredictTest, WhatIsUnlikelyIsNotWrittenAsNothing) {
  const Finished run = headscope({"predict", "the [MASK] was cold and [MASK] in the north",
                                  "--model", tiny("bert-mlm"), "--at", "3", "--top", "50"});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("token 3, was: likely at rank 108, <0.1 %\n"));
  EXPECT_THAT(run.out, HasSubstr("   <0.1 %\n"));
  EXPECT_THAT(run.out, Not(HasSubstr(" 0.0 %")));
}

TEST_F(PredictTest, WordsAtOtherTokens) {
  const json got = predict({"the sea", "--model", tiny("bert-mlm"), "--at", "1,##e", "--top", "3"});
  EXPECT_THAT(got["tokens"], ElementsAre("[CLS]", "the", "s", "##e", "##a", "[SEP]"));
  ASSERT_EQ(got["words"].size(), 2u);
  EXPECT_EQ(got["words"][0]["position"], 1);
  EXPECT_EQ(got["words"][1]["position"], 3);
  EXPECT_EQ(got["words"][1]["actual"]["token"], "##e");
  EXPECT_EQ(got["words"][1]["best"].size(), 3u);
}

TEST_F(PredictTest, Labels) {
  const json got = predict({"the sea", "--model", tiny("bert-classifier")});
  EXPECT_EQ(got["task"], "sequence-classification");
  EXPECT_EQ(got["model"], "bert-classifier");
  EXPECT_EQ(got["labels"].size(), 3u);
  EXPECT_EQ(got["labels_token"], 0);
}

TEST_F(PredictTest, AnswersAreDifferentWords) {
  const json got =
      predict({"Who?", "--pair", "Old Jeremiah was cold and unhappy.", "--model", tiny("bert-qa")});
  std::set<std::string> texts;
  for (const json& answer : got["answers"]) texts.insert(answer["text"]);
  EXPECT_EQ(texts.size(), 5u);
}

TEST_F(PredictTest, WordsAndWhatTheyMakeTogether) {
  const json got = predict({"Sara saw the sea", "--model", tiny("bert-tagger")});
  EXPECT_EQ(got["word_labels"].size(), 4u);
  EXPECT_TRUE(got["entities"].is_array());
}

TEST_F(PredictTest, ReplacedTokensAndSentenceVector) {
  EXPECT_EQ(predict({"the old", "--model", tiny("electra-discriminator")})["replaced"].size(), 2u);
  const json vector = predict({"the old", "--model", tiny("bert")})["sentence"];
  EXPECT_EQ(vector["mean"].size(), 32u);
  EXPECT_EQ(vector["pooled"].size(), 32u);
}

TEST_F(PredictTest, HeadsThatAreOffMoveIt) {
  const std::vector<std::string> asked = {"the sea", "--model", tiny("bert-classifier")};
  const json before = predict(asked);
  const json after = predict({asked[0], asked[1], asked[2], "--off", "L0H0,L1H2"});
  EXPECT_NE(before["labels"], after["labels"]);
}

TEST_F(PredictTest, WhatCannotBePredictedIsOneSentence) {
  expect_refusal(headscope({"predict", "the sea", "--model", tiny("bert-mlm")}), 1, "no [MASK]");
  expect_refusal(headscope({"predict", "Who?", "--model", tiny("bert-qa")}), 1, "as the pair");
  expect_refusal(
      headscope({"predict", "the", "--model", tiny("bert-mlm"), "--at", "no such token"}), 1,
      "--at 'no such token' is no token of the text");
  expect_refusal(headscope({"predict", "the", "--model", tiny("bert-mlm"), "--at", "9"}), 1,
                 "there is no token 9: the text has the tokens 0 to 2");
  expect_refusal(headscope({"predict", "the", "--model", tiny("bert-qa"), "--at", "1"}), 1,
                 "--at asks a masked language model for words, and bert-qa is none");
  expect_refusal(headscope({"predict", "the", "--model", tiny("bert-mlm"), "--top", "0"}), 2,
                 "--top");
}

TEST_F(PredictTest, ATraceWithLogitsSaysWhatTheyMean) {
  const std::vector<std::string> text = {"the [MASK]", "--model", tiny("bert-mlm")};
  const Finished run = headscope({"trace", text[0], text[1], text[2], "--keep", "logits"});
  EXPECT_EQ(run.status, 0) << run.err;
  const auto file = checkpoint::SafetensorsFile::open(folder_ / "trace.safetensors");
  json expected = predict(text);
  expected.erase("model");
  expected.erase("tokens");
  EXPECT_EQ(json::parse(file.metadata().at("prediction")), expected);
  EXPECT_FALSE(file.metadata().contains("logits_of")) << "all logits are kept";
}

TEST_F(PredictTest, APageSaysIt) {
  const Finished run = headscope({"view", "Who?", "--pair", "Old Jeremiah was cold.", "--model",
                                  tiny("bert-qa"), "--top", "2"});
  EXPECT_EQ(run.status, 0) << run.err;
  const json got = manifest("attention.html")["prediction"];
  EXPECT_EQ(got["task"], "question-answering");
  EXPECT_EQ(got["answers"].size(), 2u);
}

TEST_F(PredictTest, APageOfATraceSaysWhatItsFileSays) {
  headscope({"trace", "the [MASK]", "--model", tiny("bert-mlm"), "--keep", "logits"});
  const Finished run = headscope({"view", "trace.safetensors"});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(manifest("attention.html")["prediction"]["words"][0]["position"], 2);
}

TEST_F(PredictTest, APageOfATraceWithoutOneSaysNothing) {
  headscope({"trace", "the [MASK]", "--model", tiny("bert-mlm")});
  headscope({"view", "trace.safetensors"});
  EXPECT_TRUE(manifest("attention.html")["prediction"].is_null());
}

TEST_F(PredictTest, APageOfATextWithoutAMaskSaysWhatToDo) {
  const Finished run = headscope({"view", "the sea", "--model", tiny("bert-mlm")});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(run.err, "");
  EXPECT_THAT(manifest("attention.html")["prediction"]["missing"], HasSubstr("no [MASK]"));
}

TEST_F(PredictTest, ATraceFileHasRunAlready) {
  headscope({"trace", "the [MASK]", "--model", tiny("bert-mlm")});
  expect_refusal(headscope({"view", "trace.safetensors", "--at", "1"}), 2,
                 "--at goes with a text, not with a trace file", {"trace.safetensors"});
}

}  // namespace
}  // namespace headscope::cli
