// A label for every token.
#pragma once

#include "encoder/task_head.h"
#include "encoder/token_output.h"

namespace headscope::encoder {

class TaggerHead final : public TaskHead {
 public:
  explicit TaggerHead(TokenOutput output) : output_(std::move(output)) {}

  /// logits [n, labels].
  void forward(kernels::ConstRows hidden, Trace& trace, kernels::ThreadPool& pool) override;

 private:
  TokenOutput output_;
};

}  // namespace headscope::encoder
