// The traces that were asked for last, within a bound of memory.
#pragma once

#include <cstddef>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <utility>

#include "headscope/trace.h"
#include "server/input.h"

namespace headscope::server {

/// Bytes of the trace's tensors and of its prediction.
std::size_t size_of(const Trace& trace);

/// Safe to use from many threads. A trace that is thrown out lives on for whoever still holds it.
class Traces {
 public:
  /// Keeps traces of at most `most_bytes` together, and the newest whatever its size. There are
  /// never more than `most_traces`, so that finding one costs nothing.
  explicit Traces(std::size_t most_bytes, std::size_t most_traces = 64)
      : most_bytes_(most_bytes), most_traces_(most_traces) {}

  /// The trace of an input, which then counts as the newest, or null.
  std::shared_ptr<const Trace> find(const Input& input);

  /// Keeps it in the place of an older one of the same input.
  void keep(const Input& input, std::shared_ptr<const Trace> trace);

  /// Bytes of what is kept.
  std::size_t bytes() const;

 private:
  struct Kept {
    Input input;
    std::shared_ptr<const Trace> trace;
    std::size_t bytes;
  };

  std::list<Kept>::iterator find_place(const Input& input);

  const std::size_t most_bytes_;
  const std::size_t most_traces_;
  mutable std::mutex mutex_;
  std::list<Kept> newest_first_;
  std::size_t bytes_ = 0;
};

}  // namespace headscope::server
