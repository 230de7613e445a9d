#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "headscope/prediction.h"
#include "prediction/answers.h"
#include "prediction/words.h"

namespace headscope {
namespace {

/// Ids that are among the best of the other and not among these.
std::vector<std::int32_t> missing_ids(const WordPrediction& here, const WordPrediction& other) {
  std::vector<std::int32_t> ids;
  for (const TokenGuess& guess : other.best) {
    const bool is_here = std::any_of(here.best.begin(), here.best.end(),
                                     [&](const TokenGuess& one) { return one.id == guess.id; });
    if (!is_here) ids.push_back(guess.id);
  }
  return ids;
}

void add_words(const std::vector<WordPrediction>& others, const Trace& trace,
               const Tokenizer& tokenizer, std::vector<WordPrediction>& words) {
  for (std::size_t at = 0; at < words.size(); ++at) {
    WordPrediction& word = words[at];
    const std::vector<TokenGuess> more =
        prediction::guesses(word.position, missing_ids(word, others[at]), trace, tokenizer);
    word.best.insert(word.best.end(), more.begin(), more.end());
  }
}

bool holds(const std::vector<Answer>& answers, Span span) {
  return std::any_of(answers.begin(), answers.end(),
                     [&](const Answer& one) { return one.span == span; });
}

void add_answers(const std::vector<Answer>& others, const Trace& trace, PredictOptions options,
                 std::vector<Answer>& answers) {
  options.top = std::numeric_limits<std::size_t>::max();
  for (Answer& answer : prediction::answers(trace, options).best) {
    if (holds(others, answer.span) && !holds(answers, answer.span)) answers.push_back(answer);
  }
}

/// Adds to `said` what only `other` lists.
void add_missing(const Prediction& other, const Trace& trace, const Tokenizer& tokenizer,
                 const PredictOptions& options, Prediction& said) {
  if (!said.words.empty()) add_words(other.words, trace, tokenizer, said.words);
  if (!said.answers.empty()) add_answers(other.answers, trace, options, said.answers);
}

}  // namespace

std::pair<Prediction, Prediction> predict_both(const Trace& first, const Trace& second,
                                               const ModelInfo& model, const Tokenizer& tokenizer,
                                               const PredictOptions& options) {
  const Prediction said = predict(first, model, tokenizer, options);
  std::pair<Prediction, Prediction> both = {said, predict(second, model, tokenizer, options)};
  add_missing(both.second, first, tokenizer, options, both.first);
  add_missing(said, second, tokenizer, options, both.second);
  return both;
}

}  // namespace headscope
