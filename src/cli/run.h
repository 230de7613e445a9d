// A text through a model.
#pragma once

#include <functional>

#include "cli/console.h"
#include "cli/input.h"
#include "cli/options.h"
#include "headscope/model.h"
#include "headscope/tokenizer.h"
#include "headscope/trace.h"

namespace headscope::cli {

/// What a forward pass saw, and of which model.
struct Run {
  ModelInfo model;
  Tokenizer tokenizer;
  Trace trace;
};

/// What a pass keeps, where that depends on the model and its tokens.
using ChooseKeep = std::function<Keep(const ModelInfo&, const Tokenizer&, const Encoding&)>;

/// Finds and loads the model and its tokenizer, and runs the text through them, with the heads that
/// the options switch off. Warns on the console about weights that look wrong and about a text that
/// was cut.
Run run_model(const ModelChoice& choice, const TextPair& input, Truncation truncation,
              const ChooseKeep& choose_keep, const Console& console);
Run run_model(const ModelChoice& choice, const TextPair& input, Truncation truncation,
              const Keep& keep, const Console& console);

}  // namespace headscope::cli
