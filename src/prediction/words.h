// Masked language model: the words that the model finds likely.
#pragma once

#include <cstdint>
#include <vector>

#include "headscope/prediction.h"

namespace headscope::prediction {

/// At each mask and at each position of `options.at`, in the order of the text.
std::vector<WordPrediction> words(const Trace& trace, const Tokenizer& tokenizer,
                                  const PredictOptions& options);

}  // namespace headscope::prediction
