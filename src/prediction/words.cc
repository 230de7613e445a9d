#include "prediction/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <set>
#include <span>

#include "headscope/error.h"
#include "prediction/probability.h"

namespace headscope::prediction {
namespace {

/// Ids by falling logits, the lower id first where two are equal.
class ByLogit {
 public:
  explicit ByLogit(std::span<const float> logits) : logits_(logits) {}
  bool operator()(std::int32_t a, std::int32_t b) const {
    const float first = logits_[static_cast<std::size_t>(a)];
    const float second = logits_[static_cast<std::size_t>(b)];
    return first != second ? first > second : a < b;
  }

 private:
  std::span<const float> logits_;
};

std::vector<std::int32_t> best_ids(std::span<const float> logits, std::size_t top) {
  std::vector<std::int32_t> ids(logits.size());
  std::iota(ids.begin(), ids.end(), 0);
  top = std::min(top, ids.size());
  std::partial_sort(ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(top), ids.end(),
                    ByLogit(logits));
  ids.resize(top);
  return ids;
}

std::int64_t rank_of(std::int32_t id, std::span<const float> logits) {
  const ByLogit before(logits);
  std::int64_t rank = 1;
  for (std::int32_t other = 0; other < static_cast<std::int32_t>(logits.size()); ++other) {
    if (before(other, id)) ++rank;
  }
  return rank;
}

/// The row of the logits that belongs to a token.
std::int64_t row_of(std::int64_t position, const Trace& trace) {
  if (trace.logits_of.empty()) return position;
  const auto found = std::find(trace.logits_of.begin(), trace.logits_of.end(), position);
  if (found != trace.logits_of.end()) return found - trace.logits_of.begin();
  throw Error(fmt::format("the trace has no logits of token {}; keep them", position));
}

/// What the logits of one token say of any word.
class Guesser {
 public:
  Guesser(std::span<const float> logits, const Tokenizer& tokenizer)
      : logits_(logits), probabilities_(softmax(logits)), tokenizer_(tokenizer) {}

  TokenGuess guess(std::int32_t id) const {
    const auto index = static_cast<std::size_t>(id);
    return {id, std::string(tokenizer_.token(id)), logits_[index],
            static_cast<float>(probabilities_[index])};
  }
  std::vector<TokenGuess> guesses(const std::vector<std::int32_t>& ids) const {
    std::vector<TokenGuess> all;
    all.reserve(ids.size());
    for (const std::int32_t id : ids) all.push_back(guess(id));
    return all;
  }

 private:
  std::span<const float> logits_;
  std::vector<double> probabilities_;
  const Tokenizer& tokenizer_;
};

std::span<const float> logits_at(std::int64_t position, const Trace& trace) {
  return trace.logits.at(row_of(position, trace));
}

WordPrediction words_at(std::int64_t position, const Trace& trace, const Tokenizer& tokenizer,
                        std::size_t top) {
  const std::span<const float> logits = logits_at(position, trace);
  const Guesser guesser(logits, tokenizer);
  const std::int32_t id = trace.encoding.ids[static_cast<std::size_t>(position)];
  return {.position = position,
          .is_mask = id == tokenizer.mask_id(),
          .best = guesser.guesses(best_ids(logits, top)),
          .actual = guesser.guess(id),
          .actual_rank = rank_of(id, logits)};
}

}  // namespace

std::vector<std::int64_t> positions(const Encoding& encoding, const Tokenizer& tokenizer,
                                    const PredictOptions& options) {
  const auto n = static_cast<std::int64_t>(encoding.size());
  std::set<std::int64_t> positions(options.at.begin(), options.at.end());
  if (!positions.empty() && (*positions.begin() < 0 || *positions.rbegin() >= n)) {
    const std::int64_t outside = *positions.begin() < 0 ? *positions.begin() : *positions.rbegin();
    throw Error(
        fmt::format("there is no token {}: the text has the tokens 0 to {}", outside, n - 1));
  }
  for (std::int64_t i = 0; i < n; ++i) {
    if (encoding.ids[static_cast<std::size_t>(i)] == tokenizer.mask_id()) positions.insert(i);
  }
  return {positions.begin(), positions.end()};
}

std::vector<WordPrediction> words(const Trace& trace, const Tokenizer& tokenizer,
                                  const PredictOptions& options) {
  std::vector<WordPrediction> words;
  for (const std::int64_t position : positions(trace.encoding, tokenizer, options)) {
    words.push_back(words_at(position, trace, tokenizer, options.top));
  }
  return words;
}

std::vector<TokenGuess> guesses(std::int64_t position, std::vector<std::int32_t> ids,
                                const Trace& trace, const Tokenizer& tokenizer) {
  const std::span<const float> logits = logits_at(position, trace);
  std::sort(ids.begin(), ids.end(), ByLogit(logits));
  return Guesser(logits, tokenizer).guesses(ids);
}

}  // namespace headscope::prediction
