// Question answering: the span of the pair that answers the text.
#pragma once

#include <optional>
#include <vector>

#include "headscope/prediction.h"

namespace headscope::prediction {

struct Answers {
  std::vector<Answer> best;
  std::optional<float> none;  ///< the score of the first token, which stands for "no answer"
};

/// The spans with the highest probability of their begin times that of their end. Both are softmax
/// over the pair's tokens and the first token of all, as Hugging Face's pipeline takes them; a span
/// has at most `options.longest_answer` tokens and is widened to whole words. Of the spans that are
/// the same words then, only the best is in.
Answers answers(const Trace& trace, const PredictOptions& options);

}  // namespace headscope::prediction
