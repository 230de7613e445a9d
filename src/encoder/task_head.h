// What a prediction head gives: logits from the last layer's output. "Head" alone is an attention
// head; what a checkpoint was trained to predict with is a task head.
#pragma once

#include "headscope/trace.h"
#include "kernels/rows.h"
#include "kernels/thread_pool.h"

namespace headscope::encoder {

class TaskHead {
 public:
  virtual ~TaskHead() = default;

  /// Sets the logits of `trace` from `hidden` [n, hidden_size].
  virtual void forward(kernels::ConstRows hidden, Trace& trace, kernels::ThreadPool& pool) = 0;
};

}  // namespace headscope::encoder
