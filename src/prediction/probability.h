// Logits to probabilities, in double precision.
#pragma once

#include <span>
#include <vector>

namespace headscope::prediction {

/// e^x / Σ e^x.
std::vector<double> softmax(std::span<const float> logits);

/// 1 / (1 + e^-x).
double sigmoid(double logit);

}  // namespace headscope::prediction
