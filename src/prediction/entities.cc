#include "prediction/entities.h"

#include <algorithm>
#include <string_view>

#include "prediction/text_of.h"

namespace headscope::prediction {
namespace {

constexpr std::string_view kOutside = "O";

bool begins(std::string_view label) { return label.starts_with("B-"); }

/// What words that go on with each other have in common.
std::string_view kind_of(std::string_view label) {
  return begins(label) || label.starts_with("I-") ? label.substr(2) : label;
}

/// Without a prefix of any scheme: "S-PER" is one of five kinds of labels in some.
std::string_view without_prefix(std::string_view label) {
  return label.substr(label.find('-') + 1);
}

}  // namespace

std::vector<Entity> entities(const std::vector<WordLabel>& words, const Encoding& encoding) {
  std::vector<Entity> found;
  const WordLabel* before = nullptr;
  double sum = 0;
  int count = 0;
  for (const WordLabel& word : words) {
    const std::string_view label = word.best.label;
    const bool goes_on = before != nullptr && before->sequence == word.sequence && !begins(label) &&
                         kind_of(label) == kind_of(before->best.label);
    before = &word;
    if (without_prefix(label) == kOutside) continue;
    if (!goes_on) {
      found.push_back({std::string(without_prefix(label)), word.first_token, word.last_token,
                       word.sequence, word.span});
      sum = count = 0;
    }
    Entity& entity = found.back();
    entity.last_token = word.last_token;
    entity.span.end = std::max(entity.span.end, word.span.end);
    sum += word.best.probability;
    entity.probability = static_cast<float>(sum / ++count);
  }
  for (Entity& entity : found) entity.text = text_of(encoding, entity.sequence, entity.span);
  return found;
}

}  // namespace headscope::prediction
