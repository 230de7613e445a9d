// A loop whose turns run on several threads, for work that is done once and takes a while.
//
//   parallel_for(layers, threads, [&](std::int64_t layer) { chunks[layer] = pack(layer); });
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "base/cpus.h"

namespace headscope::base {

/// Calls `body(i)` once for each i in `[0, count)`, on at most `threads` threads (0: every CPU that
/// the process may use), the caller's among them. The turns must not depend on one another. The
/// first exception stops the loop and is thrown here.
template <typename Body>
void parallel_for(std::int64_t count, int threads, const Body& body) {
  std::atomic<std::int64_t> next = 0;
  std::exception_ptr failure;
  std::mutex failure_mutex;
  const auto work = [&]() noexcept {
    try {
      for (std::int64_t i = next++; i < count; i = next++) body(i);
    } catch (...) {
      next = count;
      const std::lock_guard lock(failure_mutex);
      if (!failure) failure = std::current_exception();
    }
  };
  const std::int64_t wanted = std::min<std::int64_t>(threads > 0 ? threads : usable_cpus(), count);
  {
    std::vector<std::jthread> helpers;
    for (std::int64_t i = 1; i < wanted; ++i) helpers.emplace_back(work);
    work();
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace headscope::base
