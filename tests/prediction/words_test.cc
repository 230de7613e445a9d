// Masked language models: masks, other positions, ties, and logits of some tokens only.
#include <gmock/gmock.h>

#include "headscope/error.h"
#include "tests/prediction/support.h"

namespace headscope::prediction {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

ModelInfo masked_lm(std::int64_t vocabulary) {
  ModelInfo info;
  info.name = "made";
  info.task = Task::kMaskedLm;
  info.vocabulary_size = vocabulary;
  return info;
}

Encoding two_masks() { return tokenizer().encode("the [MASK] saw [MASK]"); }

TEST(Words, EveryMaskIsPredictedInTheOrderOfTheText) {
  Model model = Model::load(tiny("bert-mlm"));
  const Encoding encoding = two_masks();
  const PredictOptions options{.top = 2, .at = {4, 0}};
  const Keep keep = keep_for_prediction(model.info(), tokenizer(), encoding, options);
  const Prediction prediction =
      predict(model.forward(encoding, keep), model.info(), tokenizer(), options);
  std::vector<std::int64_t> positions;
  for (const auto& word : prediction.words) positions.push_back(word.position);
  ASSERT_EQ(positions.size(), 3u);
  EXPECT_EQ(positions, (std::vector<std::int64_t>{0, 2, 4}));
}

TEST(Words, OnlyTheLogitsThatAreAskedForAreComputedAndTheyAreTheSameBits) {
  Model model = Model::load(tiny("bert-mlm"));
  const Encoding encoding = two_masks();
  const Trace all = model.forward(encoding, {.logits = true});
  const Trace some = model.forward(encoding, {.logits = true, .logits_of = {4, 2}});
  ASSERT_EQ(some.logits.shape(), (Tensor::Shape{2, model.info().vocabulary_size}));
  EXPECT_EQ(some.logits_of, (std::vector<std::int64_t>{4, 2}));
  EXPECT_TRUE(std::ranges::equal(some.logits.at(0), all.logits.at(4)));
  EXPECT_TRUE(std::ranges::equal(some.logits.at(1), all.logits.at(2)));
  EXPECT_EQ(to_json(predict(some, model.info(), tokenizer())),
            to_json(predict(all, model.info(), tokenizer())));
  EXPECT_TRUE(all.logits_of.empty());
}

TEST(Words, AnotherPassForgetsWhichLogitsWereKept) {
  Model model = Model::load(tiny("bert-mlm"));
  const Encoding encoding = two_masks();
  Trace trace = model.forward(encoding, {.logits = true, .logits_of = {1}});
  trace.prediction = "{}";
  model.forward(encoding, {.logits = true}, trace);
  EXPECT_TRUE(trace.logits_of.empty());
  EXPECT_EQ(trace.prediction, "");
  EXPECT_EQ(trace.logits.dim(0), trace.tokens());
}

TEST(Words, LogitsOfATokenThatThereIsNotAreRefused) {
  Model model = Model::load(tiny("bert-mlm"));
  const Encoding encoding = tokenizer().encode("the");
  for (const std::int64_t token : {-1, 3}) {
    EXPECT_THROW(model.forward(encoding, {.logits = true, .logits_of = {token}}), Error);
  }
}

TEST(Words, ATextWithoutAMaskSaysSoAndNeedsNoLogits) {
  Model model = Model::load(tiny("bert-mlm"));
  const Encoding encoding = tokenizer().encode("the sea");
  const Keep keep = keep_for_prediction(model.info(), tokenizer(), encoding);
  EXPECT_FALSE(keep.logits);
  const Prediction prediction = predict(model.forward(encoding, keep), model.info(), tokenizer());
  EXPECT_TRUE(prediction.words.empty());
  EXPECT_THAT(prediction.missing, HasSubstr("[MASK]"));
}

TEST(Words, EqualLogitsComeInTheOrderOfTheirIds) {
  Trace trace;
  trace.encoding = tokenizer().encode("[MASK]");
  const std::int32_t mask = *tokenizer().mask_id();
  const std::int64_t vocabulary = mask + 1;
  trace.logits.resize({3, vocabulary});
  std::fill(trace.logits.values().begin(), trace.logits.values().end(), 1.0f);
  trace.logits.at(1)[3] = 2;
  const Prediction prediction =
      predict(trace, masked_lm(vocabulary), tokenizer(), {.top = 3, .at = {}});
  ASSERT_EQ(prediction.words.size(), 1u);
  const WordPrediction& word = prediction.words[0];
  EXPECT_EQ(word.best[0].id, 3);
  EXPECT_EQ(word.best[1].id, 0);
  EXPECT_EQ(word.best[2].id, 1);
  EXPECT_EQ(word.actual_rank, vocabulary) << "the mask is the last of the equal ones";
}

TEST(Words, MoreThanTheVocabularyIsTheVocabulary) {
  Trace trace;
  trace.encoding = tokenizer().encode("[MASK]");
  const std::int64_t vocabulary = *tokenizer().mask_id() + 1;
  trace.logits.resize({3, vocabulary});
  std::fill(trace.logits.values().begin(), trace.logits.values().end(), 0.0f);
  const auto words =
      predict(trace, masked_lm(vocabulary), tokenizer(), {.top = 100'000, .at = {}}).words;
  ASSERT_EQ(words.size(), 1u);
  EXPECT_EQ(words[0].best.size(), static_cast<std::size_t>(vocabulary));
}

TEST(Words, APositionOutsideIsNamed) {
  const Encoding encoding = tokenizer().encode("the sea");
  try {
    keep_for_prediction(masked_lm(10), tokenizer(), encoding, {.top = 5, .at = {99}});
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("no token 99"));
  }
}

TEST(Words, ATraceWithoutTheRowOrOfAnotherVocabularyIsRefused) {
  Model model = Model::load(tiny("bert-mlm"));
  const Encoding encoding = two_masks();
  const Trace one = model.forward(encoding, {.logits = true, .logits_of = {2}});
  EXPECT_THROW(predict(one, model.info(), tokenizer()), Error);
  const Trace all = model.forward(encoding, {.logits = true});
  EXPECT_THROW(predict(all, masked_lm(7), tokenizer()), Error);
  const Trace none = model.forward(encoding);
  EXPECT_THROW(predict(none, model.info(), tokenizer()), Error);
}

}  // namespace
}  // namespace headscope::prediction
