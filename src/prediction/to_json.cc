#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "headscope/prediction.h"

namespace headscope {
namespace {

using Json = nlohmann::ordered_json;

/// With the digits that a float has, and null for what is no number.
Json number(float value) {
  return std::isfinite(value) ? Json(std::stod(fmt::format("{}", value))) : Json();
}

Json numbers(const std::vector<float>& values) {
  Json list = Json::array();
  for (const float value : values) list.push_back(number(value));
  return list;
}

Json span(Span span) { return {span.begin, span.end}; }

Json json_of(const TokenGuess& guess) {
  return {{"id", guess.id},
          {"token", guess.token},
          {"logit", number(guess.logit)},
          {"probability", number(guess.probability)}};
}

Json json_of(const WordPrediction& word) {
  Json actual = json_of(word.actual);
  actual["rank"] = word.actual_rank;
  Json best = Json::array();
  for (const TokenGuess& guess : word.best) best.push_back(json_of(guess));
  return {{"position", word.position},
          {"mask", word.is_mask},
          {"best", std::move(best)},
          {"actual", std::move(actual)}};
}

Json json_of(const LabelScore& score) {
  return {{"index", score.index},
          {"label", score.label},
          {"logit", number(score.logit)},
          {"probability", number(score.probability)}};
}

Json json_of(const WordLabel& word) {
  return {{"tokens", {word.first_token, word.last_token}},
          {"sequence", word.sequence},
          {"offsets", span(word.span)},
          {"text", word.text},
          {"label", word.best.label},
          {"logit", number(word.best.logit)},
          {"probability", number(word.best.probability)}};
}

Json json_of(const Entity& entity) {
  return {{"label", entity.label},       {"tokens", {entity.first_token, entity.last_token}},
          {"sequence", entity.sequence}, {"offsets", span(entity.span)},
          {"text", entity.text},         {"probability", number(entity.probability)}};
}

Json json_of(const Answer& answer) {
  return {{"tokens", {answer.first_token, answer.last_token}},
          {"offsets", span(answer.span)},
          {"text", answer.text},
          {"score", number(answer.score)}};
}

Json json_of(const ReplacedToken& token) {
  return {{"position", token.position},
          {"token", token.token},
          {"logit", number(token.logit)},
          {"probability", number(token.probability)}};
}

template <typename T>
Json list_of(const std::vector<T>& values) {
  Json list = Json::array();
  for (const T& value : values) list.push_back(json_of(value));
  return list;
}

/// A value is no probability.
Json labels_of(const Prediction& prediction) {
  Json list = list_of(prediction.labels);
  if (prediction.label_kind != LabelKind::kValue) return list;
  for (Json& label : list) label.erase("probability");
  return list;
}

std::string_view to_string(LabelKind kind) {
  switch (kind) {
    case LabelKind::kExclusive:
      return "exclusive";
    case LabelKind::kIndependent:
      return "independent";
    case LabelKind::kValue:
      break;
  }
  return "value";
}

}  // namespace

std::string_view to_string(Task task) {
  switch (task) {
    case Task::kMaskedLm:
      return "masked-lm";
    case Task::kSequenceClassification:
      return "sequence-classification";
    case Task::kTokenClassification:
      return "token-classification";
    case Task::kQuestionAnswering:
      return "question-answering";
    case Task::kReplacedTokens:
      return "replaced-tokens";
    case Task::kNone:
      break;
  }
  return "none";
}

std::string to_json(const Prediction& prediction) {
  Json json = {{"task", to_string(prediction.task)}};
  switch (prediction.task) {
    case Task::kMaskedLm:
      json["words"] = list_of(prediction.words);
      break;
    case Task::kSequenceClassification:
      json["label_kind"] = to_string(prediction.label_kind);
      json["labels"] = labels_of(prediction);
      json["labels_token"] = prediction.labels_token ? Json(*prediction.labels_token) : Json();
      break;
    case Task::kTokenClassification:
      json["word_labels"] = list_of(prediction.word_labels);
      json["entities"] = list_of(prediction.entities);
      break;
    case Task::kQuestionAnswering:
      json["answers"] = list_of(prediction.answers);
      json["no_answer"] = prediction.no_answer ? number(*prediction.no_answer) : Json();
      break;
    case Task::kReplacedTokens:
      json["replaced"] = list_of(prediction.replaced);
      break;
    case Task::kNone:
      json["sentence"] = {{"mean", numbers(prediction.sentence.mean)},
                          {"pooled", numbers(prediction.sentence.pooled)}};
      break;
  }
  if (!prediction.missing.empty()) json["missing"] = prediction.missing;
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace headscope
