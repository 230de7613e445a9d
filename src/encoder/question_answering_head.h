// Where in the text the answer begins and ends (Devlin et al., arXiv 1810.04805, section 4.2).
#pragma once

#include "encoder/task_head.h"
#include "encoder/token_output.h"

namespace headscope::encoder {

class QuestionAnsweringHead final : public TaskHead {
 public:
  /// `output` has two numbers for a token: of the begin and of the end.
  explicit QuestionAnsweringHead(TokenOutput output) : output_(std::move(output)) {}

  /// start_logits and end_logits, each [n].
  void forward(kernels::ConstRows hidden, Trace& trace, kernels::ThreadPool& pool) override;

 private:
  TokenOutput output_;
};

}  // namespace headscope::encoder
