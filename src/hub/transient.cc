#include "hub/transient.h"

#include <thread>

namespace headscope::hub {
namespace {

constexpr int kMaxRetries = 4;
/// Whoever asks for more patience gets none: the user decides when to try again.
constexpr std::chrono::seconds kMaxWait{30};

}  // namespace

void Retries::wait_after(const Transient& trouble) {
  if (count_ == kMaxRetries || trouble.wait() > kMaxWait) throw trouble;
  const auto own = first_wait_ * (1 << count_);
  std::this_thread::sleep_for(trouble.wait() ? *trouble.wait() : own);
  ++count_;
}

}  // namespace headscope::hub
