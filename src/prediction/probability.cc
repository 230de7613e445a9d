#include "prediction/probability.h"

#include <algorithm>
#include <cmath>

namespace headscope::prediction {

std::vector<double> softmax(std::span<const float> logits) {
  if (logits.empty()) return {};
  const double largest = *std::max_element(logits.begin(), logits.end());
  std::vector<double> probabilities;
  probabilities.reserve(logits.size());
  double sum = 0;
  for (const float logit : logits) {
    probabilities.push_back(std::exp(logit - largest));
    sum += probabilities.back();
  }
  for (double& probability : probabilities) probability /= sum;
  return probabilities;
}

double sigmoid(double logit) { return 1 / (1 + std::exp(-logit)); }

}  // namespace headscope::prediction
