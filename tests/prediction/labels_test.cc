// Classifiers: how logits become probabilities, by Hugging Face's rule, and where labels' names
// come from.
#include "encoder/labels.h"

#include <gmock/gmock.h>

#include "checkpoint/config.h"
#include "headscope/error.h"
#include "tests/prediction/support.h"

namespace headscope::prediction {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

/// The classifier with a change in config.json. Its head has three outputs.
ModelInfo info_with(const json& change) {
  return Model::load(copy_with("bert-classifier", change)).info();
}

ModelInfo classifier(std::vector<std::string> labels, LabelKind kind) {
  ModelInfo info;
  info.name = "made";
  info.task = Task::kSequenceClassification;
  info.labels = std::move(labels);
  info.label_kind = kind;
  return info;
}

Prediction say(const ModelInfo& model, Tensor logits) {
  Trace trace;
  trace.encoding = tokenizer().encode("the sea");
  trace.logits = std::move(logits);
  return predict(trace, model, tokenizer());
}

TEST(Labels, OneOfSeveralIsTheSoftmax) {
  const Prediction prediction =
      say(classifier({"a", "b"}, LabelKind::kExclusive), tensor({2}, {-1, 2}));
  ASSERT_EQ(prediction.labels.size(), 2u);
  EXPECT_EQ(prediction.labels[0].label, "b");
  EXPECT_EQ(prediction.labels[0].index, 1);
  EXPECT_EQ(prediction.labels[0].logit, 2);
  EXPECT_NEAR(prediction.labels[0].probability, 1 / (1 + std::exp(-3.0)), 1e-7);
  EXPECT_NEAR(prediction.labels[1].probability, 1 / (1 + std::exp(3.0)), 1e-7);
}

TEST(Labels, AnyOfSeveralAreSigmoids) {
  const Prediction prediction =
      say(classifier({"a", "b", "c"}, LabelKind::kIndependent), tensor({3}, {-1, 0, 2}));
  EXPECT_EQ(prediction.labels[0].label, "c");
  EXPECT_NEAR(prediction.labels[0].probability, expected_sigmoid(2), 1e-7);
  EXPECT_NEAR(prediction.labels[1].probability, 0.5, 1e-7);
  EXPECT_NEAR(prediction.labels[2].probability, expected_sigmoid(-1), 1e-7);
}

TEST(Labels, AValueIsItsLogitAndNoProbability) {
  const Prediction prediction = say(classifier({"stars"}, LabelKind::kValue), tensor({1}, {3.75f}));
  EXPECT_EQ(prediction.labels[0].logit, 3.75f);
  const json got = json::parse(to_json(prediction));
  EXPECT_EQ(got["label_kind"], "value");
  EXPECT_EQ(got["labels"], json::parse(R"([{"index": 0, "label": "stars", "logit": 3.75}])"));
}

TEST(Labels, LargeLogitsStayProbabilities) {
  const Prediction prediction =
      say(classifier({"a", "b"}, LabelKind::kExclusive), tensor({2}, {-3e38f, 3e38f}));
  EXPECT_EQ(prediction.labels[0].probability, 1);
  EXPECT_EQ(prediction.labels[1].probability, 0);
}

TEST(Labels, AClassifierOfTheMeanReadsNoToken) {
  ModelInfo model = classifier({"a", "b"}, LabelKind::kExclusive);
  EXPECT_EQ(say(model, tensor({2}, {0, 1})).labels_token, 0);
  model.reads_mean = true;
  EXPECT_EQ(say(model, tensor({2}, {0, 1})).labels_token, std::nullopt);
}

TEST(Labels, LogitsOfAnotherNumberOfLabelsAreRefused) {
  const ModelInfo model = classifier({"a", "b"}, LabelKind::kExclusive);
  try {
    say(model, tensor({3}, {0, 1, 2}));
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("logits are [3], those of made are [2]"));
  }
}

TEST(LabelKinds, FollowProblemTypeAndTheNumberOfLabels) {
  EXPECT_EQ(info_with(json::object()).label_kind, LabelKind::kExclusive);
  EXPECT_EQ(info_with({{"problem_type", "single_label_classification"}}).label_kind,
            LabelKind::kExclusive);
  EXPECT_EQ(info_with({{"problem_type", "multi_label_classification"}}).label_kind,
            LabelKind::kIndependent);
  EXPECT_EQ(info_with({{"problem_type", "regression"}}).label_kind, LabelKind::kValue);
}

TEST(LabelKinds, OneLabelIsItsSigmoidUnlessItIsAValue) {
  const auto kind = [](const json& change) {
    return encoder::read_label_kind(checkpoint::Config::read(copy_with("bert-classifier", change)),
                                    1);
  };
  EXPECT_EQ(kind(json::object()), LabelKind::kIndependent);
  EXPECT_EQ(kind({{"problem_type", "single_label_classification"}}), LabelKind::kIndependent);
  EXPECT_EQ(kind({{"problem_type", "regression"}}), LabelKind::kValue);
}

TEST(LabelKinds, AnUnknownProblemTypeIsNamed) {
  EXPECT_THROW(info_with({{"problem_type", "ranking"}}), Error);
}

TEST(LabelNames, AreThoseOfTheConfig) {
  EXPECT_THAT(info_with(json::object()).labels, ElementsAre("negative", "neutral", "positive"));
}

TEST(LabelNames, AreCountedWhereTheConfigHasNone) {
  EXPECT_THAT(info_with({{"id2label", nullptr}, {"num_labels", 3}}).labels,
              ElementsAre("LABEL_0", "LABEL_1", "LABEL_2"));
}

TEST(LabelNames, ANumberWinsOverNamesOfAnotherNumber) {
  const json names = json::parse(R"({"0": "a", "1": "b", "2": null})");  // merge_patch takes 2 away
  EXPECT_THAT(info_with({{"num_labels", 3}, {"id2label", names}}).labels,
              ElementsAre("LABEL_0", "LABEL_1", "LABEL_2"));
}

TEST(LabelNames, MayStandInAnyOrderAndNeedNotBeStrings) {
  const json names = json::parse(R"({"2": "c", "0": 1, "1": true})");
  EXPECT_THAT(info_with({{"id2label", names}}).labels, ElementsAre("1", "true", "c"));
}

TEST(LabelNames, AnIdWithoutANameIsCalledByItsNumber) {
  const json names = json::parse(R"({"0": "a", "1": "b", "2": null, "3": "c"})");
  EXPECT_THAT(info_with({{"id2label", names}}).labels, ElementsAre("a", "b", "LABEL_2"));
}

TEST(LabelNames, AKeyThatIsNoNumberIsNamed) {
  const json names = json::parse(R"({"0": null, "zero": "a"})");
  EXPECT_THROW(info_with({{"id2label", names}}), Error);
}

}  // namespace
}  // namespace headscope::prediction
