// Trouble that may be over soon, and how often to try again.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "headscope/error.h"

namespace headscope::hub {

/// A busy server, a connection that broke.
class Transient : public Error {
 public:
  explicit Transient(const std::string& sentence,
                     std::optional<std::chrono::seconds> wait = std::nullopt)
      : Error(sentence), wait_(wait) {}

  /// How long the server asks to wait.
  std::optional<std::chrono::seconds> wait() const noexcept { return wait_; }

 private:
  std::optional<std::chrono::seconds> wait_;
};

/// Counts tries. Waits double: 0.5, 1, 2 and 4 seconds.
class Retries {
 public:
  explicit Retries(std::chrono::milliseconds first_wait) : first_wait_(first_wait) {}

  /// Waits before the next try, or throws `trouble` when there were enough.
  void wait_after(const Transient& trouble);

  /// There was progress: as many tries again as at the beginning.
  void reset() noexcept { count_ = 0; }

 private:
  std::chrono::milliseconds first_wait_;
  int count_ = 0;
};

}  // namespace headscope::hub
