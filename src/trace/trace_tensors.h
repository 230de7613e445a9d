// The tensors of a trace by their names in a file.
#pragma once

#include <array>

#include "headscope/trace.h"

namespace headscope::trace {

struct NamedTensor {
  const char* name;
  Tensor Trace::*tensor;
};

/// In the order in which they are written. Attentions come first and are always there.
inline constexpr std::array<NamedTensor, 10> kTensors = {{{"attentions", &Trace::attentions},
                                                          {"scores", &Trace::scores},
                                                          {"queries", &Trace::queries},
                                                          {"keys", &Trace::keys},
                                                          {"values", &Trace::values},
                                                          {"hidden_states", &Trace::hidden_states},
                                                          {"pooled", &Trace::pooled},
                                                          {"logits", &Trace::logits},
                                                          {"start_logits", &Trace::start_logits},
                                                          {"end_logits", &Trace::end_logits}}};

}  // namespace headscope::trace
