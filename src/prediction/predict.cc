#include <fmt/format.h>

#include <algorithm>

#include "headscope/error.h"
#include "headscope/prediction.h"
#include "prediction/answers.h"
#include "prediction/labels.h"
#include "prediction/replaced.h"
#include "prediction/sentence.h"
#include "prediction/words.h"

namespace headscope {
namespace {

bool has_all(const Trace& trace, Task task) {
  if (task == Task::kNone) return !trace.hidden_states.empty();
  if (task == Task::kQuestionAnswering) {
    return !trace.start_logits.empty() && !trace.end_logits.empty();
  }
  return !trace.logits.empty();
}

void require_of(const Trace& trace, const ModelInfo& model) {
  if (has_all(trace, model.task)) return;
  throw Error(fmt::format("the trace has no {}, from which the prediction of {} is read; keep them",
                          model.task == Task::kNone ? "hidden_states" : "logits", model.name));
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

Keep keep_for_prediction(const ModelInfo& model) {
  if (model.task == Task::kNone) return {.hidden_states = true, .pooled = true};
  return {.logits = true};
}

Prediction predict(const Trace& trace, const ModelInfo& model, const Tokenizer& tokenizer,
                   const PredictOptions& options) {
  require_of(trace, model);
  Prediction result{.task = model.task};
  switch (model.task) {
    case Task::kMaskedLm:
      result.words = prediction::words(trace, tokenizer, options);
      if (result.words.empty()) {
        result.missing =
            fmt::format("the text has no {} to fill in; write one, or name the tokens to look at",
                        tokenizer.mask_id() ? tokenizer.token(*tokenizer.mask_id()) : "mask token");
      }
      break;
    case Task::kSequenceClassification:
      result.label_kind = model.label_kind;
      result.labels = prediction::labels(trace, model);
      break;
    case Task::kTokenClassification:
      result.word_labels = prediction::word_labels(trace, model);
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
