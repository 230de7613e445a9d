// Masked language model: the words that the model finds likely.
#pragma once

#include <cstdint>
#include <vector>

#include "headscope/prediction.h"

namespace headscope::prediction {

/// The tokens to predict: each mask and each position of `options.at`, in the order of the text.
/// Throws Error for a position that the text has not.
std::vector<std::int64_t> positions(const Encoding& encoding, const Tokenizer& tokenizer,
                                    const PredictOptions& options);

/// At each mask and at each position of `options.at`, in the order of the text.
std::vector<WordPrediction> words(const Trace& trace, const Tokenizer& tokenizer,
                                  const PredictOptions& options);

/// These words at a token, the most likely first.
std::vector<TokenGuess> guesses(std::int64_t position, std::vector<std::int32_t> ids,
                                const Trace& trace, const Tokenizer& tokenizer);

}  // namespace headscope::prediction
