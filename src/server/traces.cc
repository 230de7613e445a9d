#include "server/traces.h"

#include <algorithm>

namespace headscope::server {

std::size_t size_of(const Trace& trace) {
  std::size_t floats = 0;
  for (const Tensor* tensor : {&trace.attentions, &trace.scores, &trace.queries, &trace.keys,
                               &trace.values, &trace.hidden_states, &trace.pooled}) {
    floats += static_cast<std::size_t>(tensor->size());
  }
  return floats * sizeof(float) + trace.prediction.size();
}

std::list<Traces::Kept>::iterator Traces::find_place(const Input& input) {
  return std::find_if(newest_first_.begin(), newest_first_.end(),
                      [&](const Kept& kept) { return kept.input == input; });
}

std::shared_ptr<const Trace> Traces::find(const Input& input) {
  const std::lock_guard lock(mutex_);
  const auto found = find_place(input);
  if (found == newest_first_.end()) return nullptr;
  newest_first_.splice(newest_first_.begin(), newest_first_, found);
  return found->trace;
}

void Traces::keep(const Input& input, std::shared_ptr<const Trace> trace) {
  const std::lock_guard lock(mutex_);
  if (const auto old = find_place(input); old != newest_first_.end()) {
    bytes_ -= old->bytes;
    newest_first_.erase(old);
  }
  const std::size_t bytes = size_of(*trace) + input.text.size() + sizeof(Kept);
  newest_first_.push_front({input, std::move(trace), bytes});
  bytes_ += bytes;
  while ((bytes_ > most_bytes_ && newest_first_.size() > 1) ||
         newest_first_.size() > most_traces_) {
    bytes_ -= newest_first_.back().bytes;
    newest_first_.pop_back();
  }
}

std::size_t Traces::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

}  // namespace headscope::server
