// Two passes side by side: what one lists among its best, the other lists too, with its own number.
#include <gmock/gmock.h>

#include <set>

#include "tests/prediction/support.h"

namespace headscope::prediction {
namespace {

using Both = std::pair<Prediction, Prediction>;

/// The text as it is, and with the first layer's heads off.
Both both(const std::string& name, const Encoding& encoding, const PredictOptions& options = {}) {
  Model model = Model::load(tiny(name));
  const Keep keep = keep_for_prediction(model.info(), tokenizer(), encoding, options);
  const Trace with = model.forward(encoding, keep);
  std::vector<HeadId> off;
  for (std::int64_t head = 0; head < model.info().heads; ++head) off.push_back({0, head});
  const Trace without = model.forward(encoding, keep, off);
  return predict_both(with, without, model.info(), tokenizer(), options);
}

std::set<std::int32_t> ids(const WordPrediction& word) {
  std::set<std::int32_t> all;
  for (const TokenGuess& guess : word.best) all.insert(guess.id);
  EXPECT_EQ(all.size(), word.best.size()) << "each word once";
  return all;
}

std::set<std::pair<std::int32_t, std::int32_t>> spans(const Prediction& prediction) {
  std::set<std::pair<std::int32_t, std::int32_t>> all;
  for (const Answer& answer : prediction.answers) all.emplace(answer.span.begin, answer.span.end);
  EXPECT_EQ(all.size(), prediction.answers.size()) << "each answer once";
  return all;
}

TEST(PredictBoth, ListTheSameWordsEachWithItsOwnNumbers) {
  const PredictOptions options{.top = 3, .at = {1}};
  const Encoding encoding = tokenizer().encode("the [MASK] saw it");
  const auto [with, without] = both("bert-mlm", encoding, options);
  ASSERT_EQ(with.words.size(), 2u);
  std::size_t added = 0;
  for (std::size_t at = 0; at < 2; ++at) {
    EXPECT_EQ(with.words[at].position, without.words[at].position);
    EXPECT_EQ(ids(with.words[at]), ids(without.words[at]));
    added += with.words[at].best.size() - options.top;
  }
  EXPECT_GT(added, 0u) << "a test that finds the same best words says nothing";

  // Every number is that of a list of the whole vocabulary.
  Model model = Model::load(tiny("bert-mlm"));
  const PredictOptions all{.top = 100'000, .at = {1}};
  const Prediction whole =
      predict(model.forward(encoding, {.logits = true}), model.info(), tokenizer(), all);
  for (std::size_t at = 0; at < 2; ++at) {
    for (const TokenGuess& guess : with.words[at].best) {
      const auto& list = whole.words[at].best;
      const auto same = std::find_if(list.begin(), list.end(),
                                     [&](const TokenGuess& one) { return one.id == guess.id; });
      ASSERT_NE(same, list.end());
      EXPECT_EQ(guess.token, same->token);
      EXPECT_EQ(guess.logit, same->logit);
      EXPECT_EQ(guess.probability, same->probability);
    }
  }
}

TEST(PredictBoth, WhatWasAddedStandsBehindTheBestAndTheLikeliestFirst) {
  const auto [with, without] =
      both("bert-mlm", tokenizer().encode("[MASK] saw [MASK]"), {.top = 2, .at = {}});
  for (const Prediction* said : {&with, &without}) {
    for (const WordPrediction& word : said->words) {
      EXPECT_TRUE(std::is_sorted(
          word.best.begin(), word.best.end(),
          [](const TokenGuess& a, const TokenGuess& b) { return a.logit > b.logit; }));
    }
  }
}

TEST(PredictBoth, ListTheSameAnswers) {
  const Encoding encoding = tokenizer().encode("where is it", "the river is in the cold north");
  const auto [with, without] = both("bert-qa", encoding, {.top = 3, .at = {}});
  EXPECT_EQ(spans(with), spans(without));
  EXPECT_GT(with.answers.size(), 3u) << "a test that finds the same best answers says nothing";
}

TEST(PredictBoth, OfLabelsThereAreAllAnyway) {
  const auto [with, without] = both("bert-classifier", tokenizer().encode("the sea"));
  ASSERT_EQ(with.labels.size(), 3u);
  EXPECT_EQ(without.labels.size(), 3u);
  EXPECT_NE(with.labels[0].logit, without.labels[0].logit);
}

}  // namespace
}  // namespace headscope::prediction
