// A few threads that share out the chunks of one piece of work at a time.
//
//   ThreadPool pool(2);
//   pool.run(panels, [&](std::int64_t panel, int worker) { … });   // returns when all are done
#pragma once

#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

namespace headscope::kernels {

/// Chunks are handed out one by one, so a thread that is late takes fewer, and the caller works
/// too and finishes whatever nobody claimed: it never waits for a thread that has taken nothing.
/// Workers spin for some microseconds after a job, because the next one usually follows, and then
/// sleep. Threads start with the first job that has more than one chunk. One caller at a time;
/// tasks do not throw.
class ThreadPool {
 public:
  /// `threads` counts the caller; 0 takes every CPU that the process may use.
  explicit ThreadPool(int threads);
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;
  ~ThreadPool();

  int threads() const noexcept { return threads_; }

  /// Calls `task(chunk, worker)` once for each chunk in [0, chunks), in any order, from workers
  /// [0, threads).
  template <typename Task>
  void run(std::int64_t chunks, const Task& task) {
    run({[](const void* context, std::int64_t chunk, int worker) {
           (*static_cast<const Task*>(context))(chunk, worker);
         },
         &task, chunks});
  }

 private:
  struct Job {
    void (*call)(const void* context, std::int64_t chunk, int worker) = nullptr;
    const void* context = nullptr;
    std::int64_t chunks = 0;
  };

  void run(const Job& job);
  void start();
  void serve(int worker);
  void take_chunks(int worker);
  void wait_until_done();

  const int threads_;
  std::vector<std::thread> workers_;
  Job job_;
  // What is left to claim: the job's number above, the count of unclaimed chunks below. One word,
  // so that a late worker can never claim a chunk of a job that it did not look at.
  alignas(64) std::atomic<std::uint64_t> unclaimed_{0};
  alignas(64) std::atomic<std::uint32_t> unfinished_{0};
  alignas(64) std::atomic<std::uint32_t> jobs_{0};
  std::atomic<bool> stopping_{false};
};

}  // namespace headscope::kernels
