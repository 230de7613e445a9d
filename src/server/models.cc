#include "server/models.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "headscope/error.h"
#include "server/mask.h"

namespace headscope::server {
namespace {

void require_room(const Encoding& encoding, const ModelInfo& info, std::string_view name) {
  if (static_cast<std::int64_t>(encoding.size()) <= info.max_positions) return;
  throw Error(
      fmt::format("the text has {} tokens, {} takes at most {}; shorten it, or draw it with "
                  "headscope view --windows",
                  encoding.size(), name, info.max_positions));
}

Encoding encode(const Input& input, const Tokenizer& tokenizer, std::optional<std::int32_t> mask_id,
                const ModelInfo& info) {
  Encoding encoding = tokenizer.encode(input.text, input.pair);
  require_room(encoding, info, input.model);
  if (input.masked.empty()) return encoding;
  if (!mask_id) {
    throw Error(fmt::format("{} has no mask token, so nothing can be masked", input.model));
  }
  put_masks(input.masked, *mask_id, tokenizer.token(*mask_id), encoding);
  return encoding;
}

/// A vector for each text would weigh more than the picture, and the page does not show it.
Prediction why_none(const ModelInfo& info) {
  return {.missing = info.missing.empty() ? std::string() : info.missing.front()};
}

}  // namespace

Models::Models(std::vector<FoundModel> found, ModelOptions options, Warn warn)
    : options_(options), warn_(std::move(warn)) {
  assert(!found.empty());
  for (FoundModel& model : found) entries_.push_back({std::move(model), std::nullopt});
}

std::vector<std::string> Models::names() const {
  std::vector<std::string> names;
  for (const Entry& entry : entries_) names.push_back(entry.found.name);
  return names;
}

void Models::name_default(Input& input) const {
  if (input.model.empty()) input.model = entries_.front().found.name;
}

Models::Entry& Models::entry(std::string_view name) {
  const auto found = std::find_if(entries_.begin(), entries_.end(),
                                  [&](const Entry& one) { return one.found.name == name; });
  if (found != entries_.end()) return *found;
  throw Error(
      fmt::format("there is no model '{}' here; there are {}", name, fmt::join(names(), ", ")));
}

Models::Loaded& Models::load(Entry& entry) {
  if (!entry.loaded) {
    Tokenizer tokenizer = Tokenizer::load(entry.found.folder);
    Model model = Model::load(entry.found.folder, options_);
    const auto mask_id = find_mask_id(tokenizer);
    entry.loaded.emplace(Loaded{std::move(tokenizer), std::move(model), mask_id, 0});
  }
  return *entry.loaded;
}

// Words that look wrong are found when a text has them.
void Models::pass_on_warnings(Loaded& loaded) {
  const auto& warnings = loaded.model.warnings();
  for (; loaded.warned < warnings.size(); ++loaded.warned) warn_(warnings[loaded.warned]);
}

Trace Models::forward(Entry& entry, const Encoding& encoding, const Keep& keep,
                      const Input& input) {
  Trace trace = entry.loaded->model.forward(encoding, keep, input.off);
  trace.model = entry.found.name;
  pass_on_warnings(*entry.loaded);
  return trace;
}

Trace Models::run(const Input& input, Keep keep) {
  Entry& chosen = entry(input.model);
  const Loaded& loaded = load(chosen);
  const ModelInfo& info = loaded.model.info();
  const Encoding encoding = encode(input, loaded.tokenizer, loaded.mask_id, info);
  const bool predicts = info.task != Task::kNone;
  if (predicts) {
    Keep needed = keep_for_prediction(info, loaded.tokenizer, encoding);
    keep.logits = needed.logits;
    keep.logits_of = std::move(needed.logits_of);
  }
  Trace trace = forward(chosen, encoding, keep, input);
  trace.prediction = to_json(predicts ? predict(trace, info, loaded.tokenizer) : why_none(info));
  for (Tensor* logits : {&trace.logits, &trace.start_logits, &trace.end_logits}) *logits = {};
  trace.logits_of.clear();
  return trace;
}

Trace Models::run_to_predict(const Input& input, const PredictOptions& options) {
  Entry& chosen = entry(input.model);
  const Loaded& loaded = load(chosen);
  const ModelInfo& info = loaded.model.info();
  const Encoding encoding = encode(input, loaded.tokenizer, loaded.mask_id, info);
  const Keep keep = keep_for_prediction(info, loaded.tokenizer, encoding, options);
  return forward(chosen, encoding, keep, input);
}

Models::Reader Models::reader(std::string_view name) {
  const Entry& chosen = entry(name);
  assert(chosen.loaded);
  return {chosen.loaded->model.info(), chosen.loaded->tokenizer};
}

}  // namespace headscope::server
