// Question answering: spans of the pair, their scores and words.
#include <gmock/gmock.h>

#include "tests/prediction/support.h"

namespace headscope::prediction {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

ModelInfo reader() {
  ModelInfo info;
  info.name = "made";
  info.task = Task::kQuestionAnswering;
  return info;
}

/// A trace in which nothing is likely but what `likely` says: token, start logit, end logit.
struct Likely {
  std::int64_t token;
  float start;
  float end;
};
Trace trace_of(const Encoding& encoding, const std::vector<Likely>& likely) {
  Trace trace;
  trace.encoding = encoding;
  const auto n = static_cast<std::int64_t>(encoding.size());
  for (Tensor* logits : {&trace.start_logits, &trace.end_logits}) {
    logits->resize({n});
    std::fill(logits->values().begin(), logits->values().end(), -20.0f);
  }
  for (const auto& [token, start, end] : likely) {
    trace.start_logits.values()[static_cast<std::size_t>(token)] = start;
    trace.end_logits.values()[static_cast<std::size_t>(token)] = end;
  }
  return trace;
}

// [CLS] who ? [SEP] c ##o ##l ##d , the sea [SEP]
Encoding question() { return tokenizer().encode("who ?", "Cold, the sea"); }

TEST(Answers, TheTokensOfThisFileAreAsTheyAreWritten) {
  EXPECT_THAT(question().tokens, ElementsAre("[CLS]", "who", "?", "[SEP]", "c", "##o", "##l", "##d",
                                             ",", "the", "s", "##e", "##a", "[SEP]"));
}

TEST(Answers, ASpanIsWidenedToWholeWords) {
  const Prediction said = predict(trace_of(question(), {{5, 9, -20}, {6, -20, 9}}), reader(),
                                  tokenizer(), {.top = 1, .at = {}});
  ASSERT_EQ(said.answers.size(), 1u);
  EXPECT_EQ(said.answers[0].first_token, 5);
  EXPECT_EQ(said.answers[0].last_token, 6);
  EXPECT_EQ(said.answers[0].span, (Span{0, 4}));
  EXPECT_EQ(said.answers[0].text, "Cold");
  EXPECT_NEAR(said.answers[0].score, 1, 1e-6);
}

TEST(Answers, TheSameWordsAreListedOnceWithTheirBestSpan) {
  const Prediction said =
      predict(trace_of(question(), {{4, 9, 8}, {5, 8, 7}, {9, 5, -20}, {12, -20, 5}}), reader(),
              tokenizer());
  std::vector<std::string> texts;
  for (const Answer& answer : said.answers) texts.push_back(answer.text);
  EXPECT_EQ(std::count(texts.begin(), texts.end(), "Cold"), 1);
  EXPECT_EQ(texts[0], "Cold");
  EXPECT_EQ(said.answers[0].first_token, 4);
  EXPECT_EQ(said.answers[0].last_token, 4);
  EXPECT_EQ(texts.size(), 5u);
  EXPECT_EQ(std::set<std::string>(texts.begin(), texts.end()).size(), 5u);
}

TEST(Answers, NeitherTheQuestionNorSpecialTokensAnswer) {
  const Prediction said =
      predict(trace_of(question(), {{1, 30, 30}, {3, 30, 30}, {13, 30, 30}, {8, 2, 2}}), reader(),
              tokenizer(), {.top = 1, .at = {}});
  EXPECT_EQ(said.answers[0].text, ",");
  EXPECT_NEAR(said.answers[0].score, 1, 1e-5) << "they have no part in the softmax either";
}

TEST(Answers, TheFirstTokenStandsForNoAnswer) {
  const Prediction said =
      predict(trace_of(question(), {{0, 3, 4}, {8, 1, 2}}), reader(), tokenizer());
  EXPECT_NEAR(*said.no_answer, expected_sigmoid(2) * expected_sigmoid(2), 1e-5);
  EXPECT_NEAR(said.answers[0].score, expected_sigmoid(-2) * expected_sigmoid(-2), 1e-5);
}

TEST(Answers, AnEndIsNeverBeforeItsBegin) {
  const Prediction said =
      predict(trace_of(question(), {{8, -20, 9}, {9, 9, -20}}), reader(), tokenizer());
  for (const Answer& answer : said.answers) EXPECT_LE(answer.first_token, answer.last_token);
}

TEST(Answers, ASpanIsNoLongerThanAskedFor) {
  const Trace trace = trace_of(question(), {{8, 9, -20}, {10, -20, 9}});
  const auto best = [&](std::int64_t longest) {
    return predict(trace, reader(), tokenizer(), {.top = 1, .at = {}, .longest_answer = longest})
        .answers.at(0);
  };
  EXPECT_EQ(best(3).last_token, 10);
  EXPECT_LT(best(2).score, 1e-5);
}

TEST(Answers, OffsetsCountTheCodePointsOfThePair) {
  const Encoding encoding = tokenizer().encode("who ?", "\xC3\xA9\xC3\xA9 the sea");
  const auto the = std::find(encoding.tokens.begin(), encoding.tokens.end(), "the");
  const auto at = static_cast<std::int64_t>(the - encoding.tokens.begin());
  const Prediction said =
      predict(trace_of(encoding, {{at, 9, 9}}), reader(), tokenizer(), {.top = 1, .at = {}});
  EXPECT_EQ(said.answers[0].span, (Span{3, 6}));
  EXPECT_EQ(said.answers[0].text, "the");
}

TEST(Answers, WindowsCompeteEachWithItsOwnProbabilities) {
  Trace trace = trace_of(question(), {});
  // The pair's tokens 4 to 9 and 8 to 12; the first is sure of its answer, the second a little.
  trace.windows = {{{4, 10}, {8, 13}}, {-1, -1, -1, -1, 0, 0, 0, 0, 0, 1, 1, 1, 1, -1}};
  for (Tensor* logits : {&trace.start_logits, &trace.end_logits}) {
    logits->resize({2, 14});
    std::fill(logits->values().begin(), logits->values().end(), -20.0f);
    logits->at(0)[9] = 9;
    logits->at(1)[8] = 2;
    logits->at(1)[0] = 1;
    // What a window does not hold has no part in it.
    logits->at(0)[12] = 30;
    logits->at(1)[4] = 30;
  }
  const Prediction said = predict(trace, reader(), tokenizer(), {.top = 2, .at = {}});
  ASSERT_EQ(said.answers.size(), 2u);
  EXPECT_EQ(said.answers[0].text, "the");
  EXPECT_NEAR(said.answers[0].score, 1, 1e-5);
  EXPECT_EQ(said.answers[1].text, ",");
  EXPECT_NEAR(said.answers[1].score, expected_sigmoid(1) * expected_sigmoid(1), 1e-5);
  EXPECT_LT(*said.no_answer, 1e-9) << "the first window is sure that there is an answer";
}

TEST(Answers, WithoutAPairThereIsASentenceThatSaysWhatToGive) {
  const Prediction said = predict(trace_of(tokenizer().encode("who ?"), {}), reader(), tokenizer());
  EXPECT_TRUE(said.answers.empty());
  EXPECT_FALSE(said.no_answer);
  EXPECT_THAT(said.missing, HasSubstr("the question as the text"));
}

TEST(Answers, AnEmptyPairHasNone) {
  const Prediction said =
      predict(trace_of(tokenizer().encode("who ?", ""), {{0, 1, 1}}), reader(), tokenizer());
  EXPECT_TRUE(said.answers.empty());
  EXPECT_NEAR(*said.no_answer, 1, 1e-6);
}

}  // namespace
}  // namespace headscope::prediction
