#include <fmt/format.h>

#include <algorithm>

#include "headscope/error.h"
#include "headscope/prediction.h"
#include "prediction/answers.h"
#include "prediction/entities.h"
#include "prediction/labels.h"
#include "prediction/replaced.h"
#include "prediction/sentence.h"
#include "prediction/words.h"

namespace headscope {
namespace {

/// The shape of what the prediction is read from.
Tensor::Shape expected_shape(const Trace& trace, const ModelInfo& model) {
  const auto n = static_cast<std::int64_t>(trace.encoding.size());
  const auto labels = static_cast<std::int64_t>(model.labels.size());
  const auto chosen = static_cast<std::int64_t>(trace.logits_of.size());
  switch (model.task) {
    case Task::kMaskedLm:
      return {chosen > 0 ? chosen : n, model.vocabulary_size};
    case Task::kSequenceClassification:
      return {labels};
    case Task::kTokenClassification:
      return {n, labels};
    case Task::kQuestionAnswering:
      if (!trace.windows.empty()) return {static_cast<std::int64_t>(trace.windows.size()), n};
      return {n};
    case Task::kReplacedTokens:
      return {n};
    case Task::kNone:
      break;
  }
  return {model.layers + 1, n, model.hidden_size};
}

void require(std::string_view name, const Tensor& tensor, const Trace& trace,
             const ModelInfo& model) {
  if (tensor.empty()) {
    throw Error(
        fmt::format("the trace has no {}, from which the prediction of {} is read; keep them", name,
                    model.name));
  }
  const Tensor::Shape shape = expected_shape(trace, model);
  if (tensor.shape() == shape) return;
  throw Error(fmt::format("the trace's {} are {}, those of {} are {}; take the model's own trace",
                          name, to_string(tensor.shape()), model.name, to_string(shape)));
}

void require_of(const Trace& trace, const ModelInfo& model) {
  if (model.task == Task::kNone) {
    require("hidden_states", trace.hidden_states, trace, model);
  } else if (model.task == Task::kQuestionAnswering) {
    require("start_logits", trace.start_logits, trace, model);
    require("end_logits", trace.end_logits, trace, model);
  } else {
    require("logits", trace.logits, trace, model);
  }
}

/// A text without a mask asks nothing of a masked language model, and needs no logits.
void fill_in(const Trace& trace, const ModelInfo& model, const Tokenizer& tokenizer,
             const PredictOptions& options, Prediction& result) {
  if (prediction::positions(trace.encoding, tokenizer, options).empty()) {
    result.missing =
        fmt::format("the text has no {} to fill in; write one, or name the tokens to look at",
                    tokenizer.mask_id() ? tokenizer.token(*tokenizer.mask_id()) : "mask token");
    return;
  }
  require_of(trace, model);
  result.words = prediction::words(trace, tokenizer, options);
}

void answer(const Trace& trace, const PredictOptions& options, Prediction& result) {
  if (!trace.encoding.pair) {
    result.missing =
        "the model answers questions about a text: give the question as the text, and the text "
        "that holds the answer as the pair";
    return;
  }
  prediction::Answers found = prediction::answers(trace, options);
  result.answers = std::move(found.best);
  result.no_answer = found.none;
}

}  // namespace

Keep keep_for_prediction(const ModelInfo& model, const Tokenizer& tokenizer,
                         const Encoding& encoding, const PredictOptions& options) {
  Keep keep;
  keep.hidden_states = model.task == Task::kNone;
  keep.pooled = model.task == Task::kNone;
  keep.logits = model.task != Task::kNone;
  if (model.task == Task::kMaskedLm) {
    keep.logits_of = prediction::positions(encoding, tokenizer, options);
    keep.logits = !keep.logits_of.empty();
  }
  return keep;
}

Prediction predict(const Trace& trace, const ModelInfo& model, const Tokenizer& tokenizer,
                   const PredictOptions& options) {
  Prediction result{.task = model.task};
  if (model.task == Task::kSequenceClassification && !trace.windows.empty()) {
    result.missing =
        "the model labels a text as a whole, and no window sees it all; cut the text with "
        "--truncation, or give its parts one by one";
    return result;
  }
  if (model.task != Task::kMaskedLm) require_of(trace, model);
  switch (model.task) {
    case Task::kMaskedLm:
      fill_in(trace, model, tokenizer, options, result);
      break;
    case Task::kSequenceClassification:
      result.label_kind = model.label_kind;
      result.labels = prediction::labels(trace, model);
      if (!model.reads_mean) result.labels_token = 0;
      break;
    case Task::kTokenClassification:
      result.word_labels = prediction::word_labels(trace, model);
      result.entities = prediction::entities(result.word_labels, trace.encoding);
      break;
    case Task::kQuestionAnswering:
      answer(trace, options, result);
      break;
    case Task::kReplacedTokens:
      result.replaced = prediction::replaced(trace);
      break;
    case Task::kNone:
      result.sentence = prediction::sentence(trace);
      if (!model.missing.empty()) result.missing = model.missing.front();
      break;
  }
  return result;
}

}  // namespace headscope
