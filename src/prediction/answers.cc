#include "prediction/answers.h"

#include <algorithm>
#include <span>

#include "prediction/probability.h"
#include "prediction/text_of.h"

namespace headscope::prediction {
namespace {

/// The tokens that may hold an answer: 0, which stands for none, and then the pair's.
std::vector<std::int64_t> candidates(const Encoding& encoding) {
  std::vector<std::int64_t> tokens = {0};
  for (std::size_t i = 1; i < encoding.size(); ++i) {
    if (encoding.sequence_ids[i] == 1) tokens.push_back(static_cast<std::int64_t>(i));
  }
  return tokens;
}

std::vector<double> probabilities(const Tensor& logits, const std::vector<std::int64_t>& tokens) {
  std::vector<float> chosen;
  for (const std::int64_t token : tokens) {
    chosen.push_back(logits.values()[static_cast<std::size_t>(token)]);
  }
  return softmax(chosen);
}

/// The words that the tokens begin and end in, whole.
Span whole_words(const Encoding& encoding, std::int64_t first, std::int64_t last) {
  Span span{encoding.offsets[static_cast<std::size_t>(first)].begin,
            encoding.offsets[static_cast<std::size_t>(last)].end};
  for (std::size_t i = 0; i < encoding.size(); ++i) {
    if (encoding.sequence_ids[i] != 1) continue;
    const std::int32_t word = encoding.word_ids[i];
    if (word == encoding.word_ids[static_cast<std::size_t>(first)]) {
      span.begin = std::min(span.begin, encoding.offsets[i].begin);
    }
    if (word == encoding.word_ids[static_cast<std::size_t>(last)]) {
      span.end = std::max(span.end, encoding.offsets[i].end);
    }
  }
  return span;
}

bool is_better(const Answer& a, const Answer& b) { return a.score > b.score; }

}  // namespace

Answers answers(const Trace& trace, const PredictOptions& options) {
  const std::vector<std::int64_t> tokens = candidates(trace.encoding);
  const std::vector<double> begins = probabilities(trace.start_logits, tokens);
  const std::vector<double> ends = probabilities(trace.end_logits, tokens);

  Answers found{.best = {}, .none = static_cast<float>(begins[0] * ends[0])};
  for (std::size_t first = 1; first < tokens.size(); ++first) {
    for (std::size_t last = first; last < tokens.size(); ++last) {
      if (tokens[last] - tokens[first] >= options.longest_answer) break;
      Answer answer{.first_token = tokens[first],
                    .last_token = tokens[last],
                    .score = static_cast<float>(begins[first] * ends[last])};
      const bool is_full = found.best.size() >= options.top;
      if (is_full && (found.best.empty() || !is_better(answer, found.best.back()))) continue;
      if (is_full) found.best.pop_back();
      found.best.insert(std::upper_bound(found.best.begin(), found.best.end(), answer, is_better),
                        answer);
    }
  }
  for (Answer& answer : found.best) {
    answer.span = whole_words(trace.encoding, answer.first_token, answer.last_token);
    answer.text = text_of(trace.encoding, 1, answer.span);
  }
  return found;
}

}  // namespace headscope::prediction
