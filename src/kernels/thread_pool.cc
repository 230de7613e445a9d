#include "kernels/thread_pool.h"

#include <cassert>
#include <limits>
#include <system_error>

#include "base/cpus.h"
#include "hwy/cache_control.h"

namespace headscope::kernels {
namespace {

// Some tens of microseconds: longer than the pauses inside a forward pass, shorter than what a
// neighbour on a busy machine would notice.
constexpr int kSpins = 1000;

template <typename Condition>
bool spin_until(const Condition& condition) {
  for (int i = 0; i < kSpins; ++i) {
    if (condition()) return true;
    hwy::Pause();
  }
  return false;
}

}  // namespace

ThreadPool::ThreadPool(int threads) : threads_(threads > 0 ? threads : base::usable_cpus()) {}

ThreadPool::~ThreadPool() {
  stopping_.store(true, std::memory_order_relaxed);
  jobs_.fetch_add(1, std::memory_order_release);
  jobs_.notify_all();
  for (std::thread& worker : workers_) worker.join();
}

void ThreadPool::start() {
  workers_.reserve(static_cast<std::size_t>(threads_ - 1));
  try {
    for (int worker = 1; worker < threads_; ++worker) {
      workers_.emplace_back([this, worker] { serve(worker); });
    }
  } catch (const std::system_error&) {
    // The system gives no more threads: those that there are, or the caller alone, do the work.
  }
}

void ThreadPool::run(const Job& job) {
  if (threads_ == 1 || job.chunks <= 1) {
    for (std::int64_t chunk = 0; chunk < job.chunks; ++chunk) job.call(job.context, chunk, 0);
    return;
  }
  assert(job.chunks <= std::numeric_limits<std::uint32_t>::max());
  if (workers_.capacity() == 0) start();
  job_ = job;
  const auto chunks = static_cast<std::uint32_t>(job.chunks);
  const std::uint64_t number = jobs_.load(std::memory_order_relaxed) + 1;
  unfinished_.store(chunks, std::memory_order_relaxed);
  unclaimed_.store(number << 32 | chunks, std::memory_order_release);
  jobs_.fetch_add(1, std::memory_order_release);
  jobs_.notify_all();
  take_chunks(0);
  wait_until_done();
}

void ThreadPool::take_chunks(int worker) {
  std::uint64_t unclaimed = unclaimed_.load(std::memory_order_acquire);
  while (const auto left = static_cast<std::uint32_t>(unclaimed)) {
    if (!unclaimed_.compare_exchange_weak(unclaimed, unclaimed - 1, std::memory_order_acq_rel,
                                          std::memory_order_acquire)) {
      continue;
    }
    job_.call(job_.context, job_.chunks - left, worker);
    if (unfinished_.fetch_sub(1, std::memory_order_acq_rel) == 1) unfinished_.notify_one();
    unclaimed = unclaimed_.load(std::memory_order_acquire);
  }
}

void ThreadPool::wait_until_done() {
  const auto done = [this] { return unfinished_.load(std::memory_order_acquire) == 0; };
  if (spin_until(done)) return;
  while (!done()) {
    if (const auto left = unfinished_.load(std::memory_order_acquire)) unfinished_.wait(left);
  }
}

void ThreadPool::serve(int worker) {
  for (;;) {
    const std::uint32_t seen = jobs_.load(std::memory_order_acquire);
    if (stopping_.load(std::memory_order_relaxed)) return;
    take_chunks(worker);
    const auto changed = [&] { return jobs_.load(std::memory_order_acquire) != seen; };
    if (!spin_until(changed)) jobs_.wait(seen, std::memory_order_acquire);
  }
}

}  // namespace headscope::kernels
