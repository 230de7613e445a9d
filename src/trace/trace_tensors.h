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
inline constexpr std::array<NamedTensor, 13> kTensors = {
    {{"attentions", &Trace::attentions},
     {"scores", &Trace::scores},
     {"queries", &Trace::queries},
     {"keys", &Trace::keys},
     {"values", &Trace::values},
     {"hidden_states", &Trace::hidden_states},
     {"pooled", &Trace::pooled},
     {"logits", &Trace::logits},
     {"start_logits", &Trace::start_logits},
     {"end_logits", &Trace::end_logits},
     {"content_to_content", &Trace::content_to_content},
     {"content_to_position", &Trace::content_to_position},
     {"position_to_content", &Trace::position_to_content}}};

}  // namespace headscope::trace
