#include "cli/prediction_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <span>

#include "cli/console.h"
#include "cli/report.h"

namespace headscope::cli {
namespace {

using Rows = std::vector<std::pair<std::string, std::string>>;

/// "62.3 %"; "<0.1 %" and ">99.9 %" where only rounding would make it nothing or certain.
std::string percent(float probability) {
  const std::string digits = fmt::format("{:.1f}", 100 * probability);
  if (digits == "0.0" && probability > 0) return "<0.1 %";
  if (digits == "100.0" && probability < 1) return ">99.9 %";
  return digits + " %";
}

/// The same at the width of the widest.
std::string column(float probability) { return fmt::format("{:>7}", percent(probability)); }

std::string words_to_text(const Prediction& prediction) {
  std::string text;
  for (const WordPrediction& word : prediction.words) {
    if (!text.empty()) text += '\n';
    const std::string token = printable(word.actual.token);
    text += word.is_mask ? fmt::format("token {}, {}\n", word.position, token)
                         : fmt::format("token {}, {}: likely at rank {}, {}\n", word.position,
                                       token, word.actual_rank, percent(word.actual.probability));
    Rows rows;
    for (const TokenGuess& guess : word.best) {
      rows.emplace_back("  " + guess.token, column(guess.probability));
    }
    text += to_table(rows);
  }
  return text;
}

std::string labels_to_text(const Prediction& prediction) {
  Rows rows;
  for (const LabelScore& score : prediction.labels) {
    rows.emplace_back(score.label, prediction.label_kind == LabelKind::kValue
                                       ? fmt::format("{:.4g}", score.logit)
                                       : column(score.probability));
  }
  return to_table(rows);
}

std::string word_labels_to_text(const Prediction& prediction) {
  Rows rows;
  for (const WordLabel& word : prediction.word_labels) {
    rows.emplace_back(word.text,
                      fmt::format("{}  {}", column(word.best.probability), word.best.label));
  }
  return to_table(rows) + "\na word has the label of its first token\n";
}

std::string answers_to_text(const Prediction& prediction) {
  Rows rows;
  for (const Answer& answer : prediction.answers) {
    rows.emplace_back(answer.text, fmt::format("{}  characters {} to {}", column(answer.score),
                                               answer.span.begin, answer.span.end));
  }
  if (prediction.no_answer) rows.emplace_back("(no answer)", column(*prediction.no_answer));
  return to_table(rows);
}

std::string replaced_to_text(const Prediction& prediction) {
  Rows rows;
  for (const ReplacedToken& token : prediction.replaced) {
    rows.emplace_back(token.token,
                      column(token.probability) + (token.probability > 0.5f ? "  replaced" : ""));
  }
  return to_table(rows);
}

std::string vector_to_text(const std::vector<float>& vector) {
  constexpr std::size_t kShown = 6;
  const auto shown = std::span(vector).first(std::min(kShown, vector.size()));
  return fmt::format("{:.4f}{}", fmt::join(shown, "  "), shown.size() < vector.size() ? "  …" : "");
}

std::string sentence_to_text(const Prediction& prediction) {
  const SentenceVector& sentence = prediction.sentence;
  Rows rows = {
      {"sentence vector", fmt::format("{} numbers, the mean of the last layer's tokens, of "
                                      "length 1; --json prints all",
                                      sentence.mean.size())},
      {"mean", vector_to_text(sentence.mean)}};
  if (!sentence.pooled.empty()) rows.emplace_back("pooler", vector_to_text(sentence.pooled));
  return to_table(rows);
}

std::string_view words_for(LabelKind kind) {
  switch (kind) {
    case LabelKind::kExclusive:
      return "one of";
    case LabelKind::kIndependent:
      return "any of";
    case LabelKind::kValue:
      break;
  }
  return "a value for";
}

/// The labels, the middle of a long list left out.
std::string list_labels(const std::vector<std::string>& labels) {
  return fmt::format("{}: {}", labels.size(), join_tokens(labels));
}

}  // namespace

std::string to_text(const Prediction& prediction) {
  std::string text;
  if (!prediction.words.empty()) text = words_to_text(prediction);
  if (!prediction.labels.empty()) text = labels_to_text(prediction);
  if (!prediction.word_labels.empty()) text = word_labels_to_text(prediction);
  if (!prediction.answers.empty()) text = answers_to_text(prediction);
  if (!prediction.replaced.empty()) text = replaced_to_text(prediction);
  if (!prediction.sentence.mean.empty()) text = sentence_to_text(prediction);
  return text;
}

std::string describe(const ModelInfo& model) {
  switch (model.task) {
    case Task::kMaskedLm:
      return "the word behind a mask, and at any other position";
    case Task::kSequenceClassification:
      return fmt::format("labels of the text, {} {}", words_for(model.label_kind),
                         list_labels(model.labels));
    case Task::kTokenClassification:
      return fmt::format("a label for each word, one of {}", list_labels(model.labels));
    case Task::kQuestionAnswering:
      return "the span of a text that answers a question";
    case Task::kReplacedTokens:
      return "which tokens are not the original ones";
    case Task::kNone:
      break;
  }
  return model.has_pooler ? "no task of its own; a sentence vector, and its pooler's"
                          : "no task of its own; a sentence vector";
}

}  // namespace headscope::cli
