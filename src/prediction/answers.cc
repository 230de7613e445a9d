#include "prediction/answers.h"

#include <algorithm>
#include <map>
#include <span>
#include <utility>

#include "prediction/probability.h"
#include "prediction/text_of.h"

namespace headscope::prediction {
namespace {

/// What one pass saw of the pair: all of it, or a window.
struct Part {
  std::vector<std::int64_t> tokens;     ///< 0, which stands for no answer, and then the pair's
  std::span<const float> start_logits;  ///< [n]
  std::span<const float> end_logits;    ///< [n]
};

std::vector<Part> parts(const Trace& trace) {
  const Encoding& encoding = trace.encoding;
  std::vector<Part> all(std::max<std::size_t>(trace.windows.size(), 1));
  for (std::size_t part = 0; part < all.size(); ++part) {
    all[part] = {
        .tokens = {0},
        .start_logits =
            trace.start_logits.values().subspan(part * encoding.size(), encoding.size()),
        .end_logits = trace.end_logits.values().subspan(part * encoding.size(), encoding.size())};
    for (std::size_t i = 1; i < encoding.size(); ++i) {
      const auto token = static_cast<std::int64_t>(i);
      if (!trace.windows.empty() && !trace.windows.holds(part, token)) continue;
      if (encoding.sequence_ids[i] == 1) all[part].tokens.push_back(token);
    }
  }
  return all;
}

std::vector<double> probabilities(std::span<const float> logits,
                                  const std::vector<std::int64_t>& tokens) {
  std::vector<float> chosen;
  chosen.reserve(tokens.size());
  for (const std::int64_t token : tokens) {
    chosen.push_back(logits[static_cast<std::size_t>(token)]);
  }
  return softmax(chosen);
}

/// For each token of the pair the word that it is part of, whole.
std::vector<Span> whole_words(const Encoding& encoding) {
  std::vector<Span> words = encoding.offsets;
  const auto same_word = [&](std::size_t a, std::size_t b) {
    return encoding.word_ids[a] >= 0 && encoding.word_ids[a] == encoding.word_ids[b] &&
           encoding.sequence_ids[a] == encoding.sequence_ids[b];
  };
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (!same_word(i - 1, i)) continue;
    words[i].begin = std::min(words[i].begin, words[i - 1].begin);
    words[i].end = std::max(words[i].end, words[i - 1].end);
  }
  for (std::size_t i = words.size() - 1; i > 0; --i) {
    if (same_word(i - 1, i)) words[i - 1] = words[i];
  }
  return words;
}

/// The best of the spans that are the same whole words, the best of all first.
std::vector<Answer> rank(const std::vector<Answer>& spans, std::size_t top) {
  std::map<std::pair<std::int32_t, std::int32_t>, Answer> by_words;
  for (const Answer& answer : spans) {
    const auto [place, is_new] = by_words.try_emplace({answer.span.begin, answer.span.end}, answer);
    if (!is_new && answer.score > place->second.score) place->second = answer;
  }
  std::vector<Answer> ranked;
  ranked.reserve(by_words.size());
  for (const auto& [words, answer] : by_words) ranked.push_back(answer);
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const Answer& a, const Answer& b) { return a.score > b.score; });
  ranked.resize(std::min(top, ranked.size()));
  return ranked;
}

}  // namespace

Answers answers(const Trace& trace, const PredictOptions& options) {
  const std::vector<Span> words = whole_words(trace.encoding);
  std::vector<Answer> spans;
  double none = 1;
  for (const auto& [tokens, start_logits, end_logits] : parts(trace)) {
    const std::vector<double> begins = probabilities(start_logits, tokens);
    const std::vector<double> ends = probabilities(end_logits, tokens);
    for (std::size_t first = 1; first < tokens.size(); ++first) {
      for (std::size_t last = first; last < tokens.size(); ++last) {
        if (tokens[last] - tokens[first] >= options.longest_answer) break;
        const std::int32_t begin = words[static_cast<std::size_t>(tokens[first])].begin;
        const std::int32_t end = words[static_cast<std::size_t>(tokens[last])].end;
        spans.push_back({.first_token = tokens[first],
                         .last_token = tokens[last],
                         .span = {begin, end},
                         .score = static_cast<float>(begins[first] * ends[last])});
      }
    }
    // A window without the answer is sure that there is none: the least sure one counts.
    none = std::min(none, begins[0] * ends[0]);
  }
  Answers found{.best = rank(spans, options.top), .none = static_cast<float>(none)};
  for (Answer& answer : found.best) answer.text = text_of(trace.encoding, 1, answer.span);
  return found;
}

}  // namespace headscope::prediction
