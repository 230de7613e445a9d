// Whether attention weights are what a softmax gives: numbers from 0 up, each row's sum 1.
#pragma once

#include <string>
#include <vector>

#include "checkpoint/safetensors.h"
#include "headscope/tensor.h"

namespace headscope::trace {

/// How far a row's sum may be from 1 when its weights were rounded to `stored`.
double row_sum_tolerance(checkpoint::DType stored);

/// Sentences about `attentions` [layers, heads, n, n], which came from `file`: weights that are not
/// finite, weights below 0, rows that do not sum to 1. Each names how many there are, and the first
/// or the worst.
std::vector<std::string> check_rows(const Tensor& attentions, double tolerance,
                                    const std::string& file);

}  // namespace headscope::trace
