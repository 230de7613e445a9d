#include "encoder/tagger_head.h"

#include "encoder/pass.h"

namespace headscope::encoder {

void TaggerHead::forward(kernels::ConstRows hidden, Trace& trace, kernels::ThreadPool& pool) {
  trace.logits.resize({hidden.rows, output_.outputs()});
  copy_rows(output_.forward(hidden, pool), output_.outputs(), trace.logits.data());
}

}  // namespace headscope::encoder
