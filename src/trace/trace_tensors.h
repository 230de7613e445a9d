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
inline constexpr std::array<NamedTensor, 7> kTensors = {{{"attentions", &Trace::attentions},
                                                         {"scores", &Trace::scores},
                                                         {"queries", &Trace::queries},
                                                         {"keys", &Trace::keys},
                                                         {"values", &Trace::values},
                                                         {"hidden_states", &Trace::hidden_states},
                                                         {"pooled", &Trace::pooled}}};

}  // namespace headscope::trace
