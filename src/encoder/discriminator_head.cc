#include "encoder/discriminator_head.h"

#include "encoder/pass.h"

namespace headscope::encoder {

void DiscriminatorHead::forward(kernels::ConstRows hidden, Trace& trace,
                                kernels::ThreadPool& pool) {
  trace.logits.resize({hidden.rows});
  copy_rows(output_.forward(hidden, pool), 1, trace.logits.data());
}

}  // namespace headscope::encoder
