// A prediction as lines that a person reads.
#pragma once

#include <string>

#include "headscope/prediction.h"

namespace headscope::cli {

/// Every line ends in a line break. Long lists are the terminal's to scroll, but a sentence vector
/// shows only its first numbers.
std::string to_text(const Prediction& prediction);

/// "a word at every position", for a person who asks what a model predicts.
std::string describe(const ModelInfo& model);

}  // namespace headscope::cli
