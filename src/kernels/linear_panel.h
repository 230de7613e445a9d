// The piece of a `linear` that one thread does at a time.
#pragma once

#include "kernels/activation.h"
#include "kernels/rows.h"

namespace headscope::kernels {

/// A block of rows times one panel of the weights. Everything but `in` and `depth` stands at the
/// panel's first column.
struct LinearPanel {
  ConstRows in;
  std::int64_t depth;
  const float* panel;
  const float* bias;
  Activation activation;
  ConstRows residual;
  Rows out;
  const float* next_panel;  ///< what this thread will probably read next, or null
};

}  // namespace headscope::kernels
