#include "prediction/labels.h"

#include <algorithm>
#include <span>

#include "prediction/probability.h"
#include "prediction/text_of.h"

namespace headscope::prediction {
namespace {

std::vector<double> probabilities_of(std::span<const float> logits, LabelKind kind) {
  if (kind == LabelKind::kExclusive) return softmax(logits);
  std::vector<double> each;
  for (const float logit : logits) each.push_back(sigmoid(logit));
  return each;
}

std::vector<LabelScore> scores(std::span<const float> logits, LabelKind kind,
                               const ModelInfo& model) {
  const std::vector<double> probabilities = probabilities_of(logits, kind);
  std::vector<LabelScore> all;
  for (std::size_t i = 0; i < logits.size(); ++i) {
    all.push_back({static_cast<std::int64_t>(i), model.labels.at(i), logits[i],
                   static_cast<float>(probabilities[i])});
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const LabelScore& a, const LabelScore& b) { return a.logit > b.logit; });
  return all;
}

}  // namespace

std::vector<LabelScore> labels(const Trace& trace, const ModelInfo& model) {
  return scores(trace.logits.values(), model.label_kind, model);
}

std::vector<WordLabel> word_labels(const Trace& trace, const ModelInfo& model) {
  const Encoding& encoding = trace.encoding;
  std::vector<WordLabel> words;
  std::int32_t last_word = -1;
  for (std::size_t i = 0; i < encoding.size(); ++i) {
    const std::int32_t word = encoding.word_ids[i];
    const std::int32_t sequence = encoding.sequence_ids[i];
    const auto token = static_cast<std::int64_t>(i);
    if (word >= 0 && word == last_word && words.back().sequence == sequence) {
      words.back().last_token = token;
      words.back().span.end = std::max(words.back().span.end, encoding.offsets[i].end);
    } else if (word >= 0) {
      words.push_back({token, token, sequence, encoding.offsets[i], "",
                       scores(trace.logits.at(token), LabelKind::kExclusive, model).front()});
    }
    last_word = word;
  }
  for (WordLabel& word : words) word.text = text_of(encoding, word.sequence, word.span);
  return words;
}

}  // namespace headscope::prediction
