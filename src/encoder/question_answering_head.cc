#include "encoder/question_answering_head.h"

#include "encoder/pass.h"

namespace headscope::encoder {

void QuestionAnsweringHead::forward(kernels::ConstRows hidden, Trace& trace,
                                    kernels::ThreadPool& pool) {
  const kernels::ConstRows numbers = output_.forward(hidden, pool);
  trace.start_logits.resize({hidden.rows});
  trace.end_logits.resize({hidden.rows});
  copy_rows(numbers, 1, trace.start_logits.data());
  copy_rows(numbers.from_column(1), 1, trace.end_logits.data());
}

}  // namespace headscope::encoder
