#include "server/turns.h"

#include <algorithm>

namespace headscope::server {

std::list<Turns::Place>::iterator Turns::place_of(const std::string& client) {
  return std::find_if(queue_.begin(), queue_.end(), [&](const Place& place) {
    return !client.empty() && place.asker.client == client;
  });
}

std::optional<Turns::Turn> Turns::take(const Asker& asker) {
  std::unique_lock lock(mutex_);
  if (closed_) return std::nullopt;
  const std::uint64_t ticket = ++tickets_;
  const auto place = place_of(asker.client);
  if (place == queue_.end()) {
    queue_.push_back({asker, ticket});
  } else {
    if (place->asker.number > asker.number) return std::nullopt;
    *place = {asker, ticket};
    changed_.notify_all();
  }

  // Only the call that holds a place may touch it: whoever lost it must not look at it again.
  const auto holds = [&] {
    return std::any_of(queue_.begin(), queue_.end(),
                       [&](const Place& other) { return other.ticket == ticket; });
  };
  changed_.wait(
      lock, [&] { return closed_ || !holds() || (!running_ && queue_.front().ticket == ticket); });
  if (closed_ || !holds()) return std::nullopt;
  queue_.pop_front();
  running_ = true;
  return Turn(*this);
}

void Turns::withdraw(const Asker& asker) {
  const std::lock_guard lock(mutex_);
  const auto place = place_of(asker.client);
  if (place != queue_.end() && place->asker.number < asker.number) {
    queue_.erase(place);
    changed_.notify_all();
  }
}

void Turns::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  changed_.notify_all();
}

void Turns::end() {
  const std::lock_guard lock(mutex_);
  running_ = false;
  changed_.notify_all();
}

}  // namespace headscope::server
