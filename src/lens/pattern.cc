#include "headscope/pattern.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <span>
#include <utility>

#include "base/parallel.h"
#include "lens/punctuation.h"

namespace headscope {
namespace {

constexpr int kNearby = 3;  // tokens
constexpr double kSinkRest = 0.35;
constexpr double kLeadingShare = 0.4;
constexpr double kNearbyShare = 0.55;
constexpr double kBroadEntropy = 0.8;
constexpr std::int64_t kWeightsWorthAThread = 1 << 18;

/// What the rule needs to know about the tokens, the same for every head.
struct Tokens {
  explicit Tokens(const Trace& trace);

  bool is_word(std::size_t token) const { return !special[token]; }

  std::size_t count;
  std::vector<bool> special;
  std::vector<bool> punctuation;
  std::vector<std::size_t> words;
  std::vector<std::vector<std::size_t>> copies;  ///< for each token, the same word elsewhere
  std::vector<double> most_entropy;  ///< of each row, when it is even over all that it met
};

/// Rows of a text in windows meet only the tokens of their own window.
double most_entropy_of(const Windows& windows, std::size_t token, std::size_t count) {
  std::int64_t met = static_cast<std::int64_t>(count);
  const std::int32_t window = windows.empty() ? -1 : windows.of_token[token];
  if (window >= 0) {
    const TokenRange& range = windows.ranges[static_cast<std::size_t>(window)];
    met -= windows.ranges.back().end - windows.ranges.front().begin;
    met += range.end - range.begin;
  }
  return met > 1 ? std::log(static_cast<double>(met)) : 1;
}

Tokens::Tokens(const Trace& trace)
    : count(static_cast<std::size_t>(trace.tokens())),
      special(trace.encoding.special),
      punctuation(lens::punctuation_tokens(trace.encoding)) {
  const Encoding& encoding = trace.encoding;
  special.resize(count, false);
  punctuation.resize(count, false);
  for (std::size_t token = 0; token < count; ++token) {
    if (is_word(token)) words.push_back(token);
    most_entropy.push_back(most_entropy_of(trace.windows, token, count));
  }
  const auto same = [&](std::size_t a, std::size_t b) {
    if (encoding.ids.size() == count) return encoding.ids[a] == encoding.ids[b];
    if (encoding.tokens.size() == count) return encoding.tokens[a] == encoding.tokens[b];
    return false;
  };
  copies.resize(count);
  for (const std::size_t a : words) {
    for (const std::size_t b : words) {
      if (a != b && same(a, b)) copies[a].push_back(b);
    }
  }
}

/// What is summed over the rows of a head.
struct Sums {
  double cls = 0, sep = 0, next = 0, previous = 0, itself = 0, same_word = 0, nearby = 0,
         entropy = 0, punctuation = 0, largest = 0, mass = 0, moment = 0;

  /// Means over the rows.
  Sums over(double rows) const {
    Sums mean = *this;
    for (double* sum :
         {&mean.cls, &mean.sep, &mean.next, &mean.previous, &mean.itself, &mean.same_word,
          &mean.nearby, &mean.entropy, &mean.punctuation, &mean.largest}) {
      *sum /= rows;
    }
    return mean;
  }
};

double row_entropy(std::span<const float> row) {
  double entropy = 0;
  for (const float weight : row) {
    if (weight > 0) entropy -= static_cast<double>(weight) * std::log(weight);
  }
  return entropy;
}

/// Adds the row of the word at `from`.
void add_row(std::span<const float> row, std::size_t from, const Tokens& tokens, Sums& sums) {
  float largest = 0;
  for (std::size_t to = 0; to < tokens.count; ++to) {
    const double weight = row[to];
    if (tokens.special[to]) (to == 0 ? sums.cls : sums.sep) += weight;
    if (tokens.punctuation[to]) sums.punctuation += weight;
    if (tokens.is_word(to)) largest = std::max(largest, row[to]);
    sums.mass += weight;
    sums.moment += weight * static_cast<double>(to > from ? to - from : from - to);
  }
  sums.largest += largest;
  if (from + 1 < tokens.count) sums.next += row[from + 1];
  if (from > 0) sums.previous += row[from - 1];
  sums.itself += row[from];
  for (const std::size_t to : tokens.copies[from]) sums.same_word += row[to];
  const std::size_t first = from > kNearby ? from - kNearby : 0;
  const std::size_t last = std::min(from + kNearby, tokens.count - 1);
  for (std::size_t to = first; to <= last; ++to) {
    if (to != from && tokens.is_word(to)) sums.nearby += row[to];
  }
  sums.entropy += row_entropy(row) / tokens.most_entropy[from];
}

Pattern classify(const Sums& mean) {
  const double rest = 1 - mean.cls - mean.sep;
  if (rest < kSinkRest) return mean.cls >= mean.sep ? Pattern::kClsSink : Pattern::kSepSink;
  const std::array<std::pair<double, Pattern>, 4> leads = {{{mean.next, Pattern::kNext},
                                                            {mean.previous, Pattern::kPrevious},
                                                            {mean.itself, Pattern::kItself},
                                                            {mean.same_word, Pattern::kSameWord}}};
  const auto lead = std::max_element(
      leads.begin(), leads.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  if (lead->first >= kLeadingShare * rest) return lead->second;
  if (mean.nearby >= kNearbyShare * rest) return Pattern::kNearby;
  if (mean.entropy >= kBroadEntropy) return Pattern::kBroad;
  return Pattern::kMixed;
}

/// `map` [n, n]
HeadSummary summarize_head(std::span<const float> map, const Tokens& tokens) {
  if (tokens.words.empty()) return {};
  Sums sums;
  std::vector<float> row(tokens.count);
  for (const std::size_t word : tokens.words) {
    const std::span<const float> weights = map.subspan(word * tokens.count, tokens.count);
    std::transform(weights.begin(), weights.end(), row.begin(),
                   [](float weight) { return std::isnan(weight) ? 0.0F : weight; });
    add_row(row, word, tokens, sums);
  }
  const auto rows = static_cast<double>(tokens.words.size());
  const Sums mean = sums.over(rows);
  HeadSummary summary;
  summary.cls = static_cast<float>(mean.cls);
  summary.sep = static_cast<float>(mean.sep);
  summary.next = static_cast<float>(mean.next);
  summary.previous = static_cast<float>(mean.previous);
  summary.itself = static_cast<float>(mean.itself);
  summary.same_word = static_cast<float>(mean.same_word);
  summary.nearby = static_cast<float>(mean.nearby);
  summary.entropy = static_cast<float>(mean.entropy);
  summary.punctuation = static_cast<float>(mean.punctuation);
  summary.confidence = static_cast<float>(mean.largest);
  if (sums.mass > 0) summary.distance = static_cast<float>(sums.moment / sums.mass);
  summary.pattern = classify(mean);
  return summary;
}

}  // namespace

std::string_view to_string(Pattern pattern) {
  switch (pattern) {
    case Pattern::kNext:
      return "next";
    case Pattern::kPrevious:
      return "previous";
    case Pattern::kItself:
      return "itself";
    case Pattern::kSameWord:
      return "same-word";
    case Pattern::kNearby:
      return "nearby";
    case Pattern::kClsSink:
      return "cls";
    case Pattern::kSepSink:
      return "sep";
    case Pattern::kBroad:
      return "broad";
    case Pattern::kMixed:
      return "mixed";
  }
  std::abort();
}

std::vector<HeadSummary> summarize(const Trace& trace, int threads) {
  const Tokens tokens(trace);
  const std::int64_t heads = trace.heads();
  std::vector<HeadSummary> summaries(static_cast<std::size_t>(trace.layers() * heads));
  const bool small = trace.attentions.size() < kWeightsWorthAThread;
  base::parallel_for(trace.layers() * heads, small ? 1 : threads, [&](std::int64_t i) {
    summaries[static_cast<std::size_t>(i)] =
        summarize_head(trace.attentions.at(i / heads, i % heads), tokens);
  });
  return summaries;
}

}  // namespace headscope
