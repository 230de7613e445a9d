// The form that the command line, the server, trace files and pages share.
#include <gtest/gtest.h>

#include <limits>

#include "tests/prediction/support.h"

namespace headscope::prediction {
namespace {

using nlohmann::json;

json parsed(const Prediction& prediction) { return json::parse(to_json(prediction)); }

TEST(ToJson, Words) {
  WordPrediction word{.position = 3,
                      .is_mask = true,
                      .best = {{7, "dog", 2.5f, 0.625f}},
                      .actual = {103, "[MASK]", -1, 0.125f},
                      .actual_rank = 9};
  EXPECT_EQ(parsed({.task = Task::kMaskedLm, .words = {word}}), json::parse(R"({
    "task": "masked-lm",
    "words": [{"position": 3, "mask": true,
               "best": [{"id": 7, "token": "dog", "logit": 2.5, "probability": 0.625}],
               "actual": {"id": 103, "token": "[MASK]", "logit": -1.0, "probability": 0.125,
                          "rank": 9}}]})"));
}

TEST(ToJson, Labels) {
  const Prediction prediction{.task = Task::kSequenceClassification,
                              .label_kind = LabelKind::kIndependent,
                              .labels = {{1, "toxic", 0.5f, 0.75f}},
                              .labels_token = 0};
  EXPECT_EQ(parsed(prediction), json::parse(R"({
    "task": "sequence-classification", "label_kind": "independent",
    "labels": [{"index": 1, "label": "toxic", "logit": 0.5, "probability": 0.75}],
    "labels_token": 0})"));
}

TEST(ToJson, WordLabelsAndEntities) {
  const Prediction prediction{.task = Task::kTokenClassification,
                              .word_labels = {{1, 2, 1, {4, 9}, "Sara", {1, "B-PER", 3, 0.5f}}},
                              .entities = {{"PER", 1, 2, 1, {4, 9}, "Sara", 0.5f}}};
  EXPECT_EQ(parsed(prediction), json::parse(R"({
    "task": "token-classification",
    "word_labels": [{"tokens": [1, 2], "sequence": 1, "offsets": [4, 9], "text": "Sara",
                     "label": "B-PER", "logit": 3.0, "probability": 0.5}],
    "entities": [{"label": "PER", "tokens": [1, 2], "sequence": 1, "offsets": [4, 9],
                  "text": "Sara", "probability": 0.5}]})"));
}

TEST(ToJson, Answers) {
  const Prediction prediction{.task = Task::kQuestionAnswering,
                              .answers = {{5, 6, {0, 4}, "Cold", 0.25f}},
                              .no_answer = 0.5f};
  EXPECT_EQ(parsed(prediction), json::parse(R"({
    "task": "question-answering",
    "answers": [{"tokens": [5, 6], "offsets": [0, 4], "text": "Cold", "score": 0.25}],
    "no_answer": 0.5})"));
}

TEST(ToJson, ReplacedTokens) {
  const Prediction prediction{.task = Task::kReplacedTokens, .replaced = {{2, "sea", -1, 0.25f}}};
  EXPECT_EQ(parsed(prediction), json::parse(R"({
    "task": "replaced-tokens",
    "replaced": [{"position": 2, "token": "sea", "logit": -1.0, "probability": 0.25}]})"));
}

TEST(ToJson, SentenceVectorAndWhatIsMissing) {
  const Prediction prediction{
      .task = Task::kNone, .missing = "no head", .sentence = {{0.5f, -0.5f}, {}}};
  EXPECT_EQ(parsed(prediction), json::parse(R"({
    "task": "none", "sentence": {"mean": [0.5, -0.5], "pooled": []}, "missing": "no head"})"));
}

TEST(ToJson, AFloatKeepsItsOwnDigitsAndWhatIsNoNumberIsNull) {
  const Prediction prediction{.task = Task::kNone,
                              .sentence = {{0.1f, std::numeric_limits<float>::quiet_NaN(),
                                            std::numeric_limits<float>::infinity()},
                                           {}}};
  EXPECT_NE(to_json(prediction).find("[0.1,null,null]"), std::string::npos) << to_json(prediction);
}

TEST(ToJson, ABrokenTokenStaysJson) {
  const Prediction prediction{.task = Task::kReplacedTokens, .replaced = {{0, "\xFF", 0, 0.5f}}};
  EXPECT_EQ(parsed(prediction)["replaced"][0]["token"], "\xEF\xBF\xBD");
}

}  // namespace
}  // namespace headscope::prediction
