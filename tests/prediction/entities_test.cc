// Taggers: words of several pieces, and what neighbouring words make together.
#include <gmock/gmock.h>

#include "tests/prediction/support.h"

namespace headscope::prediction {
namespace {

using testing::ElementsAre;

const std::vector<std::string> kLabels = {"O", "B-PER", "I-PER", "LOC", "S-ORG"};

ModelInfo tagger() {
  ModelInfo info;
  info.name = "made";
  info.task = Task::kTokenClassification;
  info.labels = kLabels;
  return info;
}

/// Each token has the label that is named for it, with a logit of 2 against 0.
Prediction say(const Encoding& encoding, const std::vector<std::string>& labels) {
  Trace trace;
  trace.encoding = encoding;
  const auto n = static_cast<std::int64_t>(encoding.size());
  trace.logits.resize({n, static_cast<std::int64_t>(kLabels.size())});
  std::fill(trace.logits.values().begin(), trace.logits.values().end(), 0.0f);
  EXPECT_EQ(labels.size(), encoding.size());
  for (std::int64_t token = 0; token < n; ++token) {
    const auto found =
        std::find(kLabels.begin(), kLabels.end(), labels[static_cast<std::size_t>(token)]);
    if (found != kLabels.end()) {
      trace.logits.at(token)[static_cast<std::size_t>(found - kLabels.begin())] = 2;
    }
  }
  return predict(trace, tagger(), tokenizer());
}

std::vector<std::string> entities_of(const Prediction& prediction) {
  std::vector<std::string> all;
  for (const Entity& entity : prediction.entities) all.push_back(entity.label + " " + entity.text);
  return all;
}

const double kOdds = std::exp(2.0) / (std::exp(2.0) + 4);

TEST(WordLabels, AWordOfSeveralPiecesHasTheLabelOfItsFirst) {
  const Encoding encoding = tokenizer().encode("the sea");  // [CLS] the s ##e ##a [SEP]
  const Prediction said = say(encoding, {"LOC", "O", "B-PER", "LOC", "LOC", "LOC"});
  ASSERT_EQ(said.word_labels.size(), 2u);
  const WordLabel& sea = said.word_labels[1];
  EXPECT_EQ(sea.text, "sea");
  EXPECT_EQ(sea.best.label, "B-PER");
  EXPECT_NEAR(sea.best.probability, kOdds, 1e-6);
  EXPECT_EQ(sea.first_token, 2);
  EXPECT_EQ(sea.last_token, 4);
  EXPECT_EQ(sea.span, (Span{4, 7}));
}

TEST(WordLabels, WordsOfTwoTextsStayApart) {
  const Encoding encoding = tokenizer().encode("the", "the");
  const Prediction said = say(encoding, {"", "B-PER", "", "I-PER", ""});
  ASSERT_EQ(said.word_labels.size(), 2u);
  EXPECT_EQ(said.word_labels[0].sequence, 0);
  EXPECT_EQ(said.word_labels[1].sequence, 1);
  EXPECT_THAT(entities_of(said), ElementsAre("PER the", "PER the"));
}

TEST(Entities, NeighboursOfOneKindAreOne) {
  const Encoding encoding = tokenizer().encode("the old the old the");
  const Prediction said = say(encoding, {"", "B-PER", "I-PER", "O", "LOC", "LOC", ""});
  EXPECT_THAT(entities_of(said), ElementsAre("PER the old", "LOC old the"));
  EXPECT_EQ(said.entities[0].first_token, 1);
  EXPECT_EQ(said.entities[0].last_token, 2);
  EXPECT_EQ(said.entities[1].span, (Span{12, 19}));
  EXPECT_NEAR(said.entities[0].probability, kOdds, 1e-6);
}

TEST(Entities, ABeginsAnewAndInsideGoesOnOrBegins) {
  const Encoding encoding = tokenizer().encode("the old the old the");
  const Prediction said = say(encoding, {"", "I-PER", "B-PER", "I-PER", "LOC", "I-PER", ""});
  EXPECT_THAT(entities_of(said), ElementsAre("PER the", "PER old the", "LOC old", "PER the"));
}

TEST(Entities, OtherPrefixesAreCutAsHuggingFaceCutsThem) {
  const Encoding encoding = tokenizer().encode("the old");
  EXPECT_THAT(entities_of(say(encoding, {"", "S-ORG", "S-ORG", ""})), ElementsAre("ORG the old"));
}

TEST(Entities, NothingOutsideIsOne) {
  const Encoding encoding = tokenizer().encode("the old");
  EXPECT_THAT(entities_of(say(encoding, {"", "O", "O", ""})), ElementsAre());
}

}  // namespace
}  // namespace headscope::prediction
