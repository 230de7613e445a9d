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

Trace Models::run(const Input& input, const Keep& keep) {
  Entry& chosen = entry(input.model);
  const std::string& name = chosen.found.name;
  Loaded& loaded = load(chosen);
  const auto& [tokenizer, model, mask_id, warned] = loaded;
  Encoding encoding = tokenizer.encode(input.text, input.pair);
  require_room(encoding, model.info(), name);
  if (!input.masked.empty()) {
    if (!mask_id) throw Error(fmt::format("{} has no mask token, so nothing can be masked", name));
    put_masks(input.masked, *mask_id, tokenizer.token(*mask_id), encoding);
  }
  Trace trace = loaded.model.forward(encoding, keep, input.off);
  trace.model = name;
  pass_on_warnings(loaded);
  return trace;
}

}  // namespace headscope::server
