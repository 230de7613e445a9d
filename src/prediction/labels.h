// Classifiers and taggers: the labels of a text and of its words.
#pragma once

#include <vector>

#include "headscope/prediction.h"

namespace headscope::prediction {

/// All labels of the text, the highest logit first.
std::vector<LabelScore> labels(const Trace& trace, const ModelInfo& model);

/// The best label of each word, read at its first token.
std::vector<WordLabel> word_labels(const Trace& trace, const ModelInfo& model);

}  // namespace headscope::prediction
