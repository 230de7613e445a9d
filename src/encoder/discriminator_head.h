// Which tokens are not the original ones (Clark et al., ELECTRA, arXiv 2003.10555).
#pragma once

#include "encoder/task_head.h"
#include "encoder/token_output.h"

namespace headscope::encoder {

class DiscriminatorHead final : public TaskHead {
 public:
  /// `output` has one number for a token.
  explicit DiscriminatorHead(TokenOutput output) : output_(std::move(output)) {}

  /// logits [n]: above 0 where a token looks replaced.
  void forward(kernels::ConstRows hidden, Trace& trace, kernels::ThreadPool& pool) override;

 private:
  TokenOutput output_;
};

}  // namespace headscope::encoder
