// What a command asks of a model's task head.
#pragma once

#include <string>
#include <vector>

#include "cli/options.h"
#include "headscope/encoding.h"
#include "headscope/model.h"
#include "headscope/prediction.h"

namespace headscope::cli {

/// As typed: tokens are found when there is a text.
struct PredictionChoice {
  std::vector<std::string> at;  ///< positions or tokens
  int top = 5;
};

/// --top, --at.
void add_prediction_choice(CLI::App& command, PredictionChoice& choice);

/// The choice for that text. Throws Error when a token of `at` is not in the text, or the model
/// predicts no words.
PredictOptions options_for(const PredictionChoice& choice, const ModelInfo& model,
                           const Encoding& encoding);

}  // namespace headscope::cli
