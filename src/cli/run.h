// A text through a model.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "cli/console.h"
#include "cli/input.h"
#include "cli/options.h"
#include "headscope/model.h"
#include "headscope/tokenizer.h"
#include "headscope/trace.h"

namespace headscope::cli {

/// What a pass keeps, where that depends on the model and its tokens.
using ChooseKeep = std::function<Keep(const ModelInfo&, const Tokenizer&, const Encoding&)>;

/// A model and its tokenizer, through which texts are run.
class Runner {
 public:
  /// Finds and loads both. Warns on the console about weights that look wrong.
  Runner(const ModelChoice& choice, const Console& console);

  /// Under the name by which it was found.
  const ModelInfo& info() const noexcept { return info_; }

  /// Runs a text, with the heads that the choice switches off; `text` says what happens when it is
  /// too long. Warns about a text that was cut.
  Trace run(const TextPair& input, const TextChoice& text, const ChooseKeep& choose_keep);

  const Tokenizer& tokenizer() const noexcept { return loaded_.tokenizer; }
  Tokenizer take_tokenizer() && { return std::move(loaded_.tokenizer); }

 private:
  struct Loaded {
    std::string name;
    Tokenizer tokenizer;
    Model model;
  };

  static Loaded load(const ModelChoice& choice, const Console& console);
  void warn_of_weights();

  const Console& console_;
  std::vector<HeadId> heads_off_;
  Loaded loaded_;
  ModelInfo info_;
  std::size_t warned_ = 0;  ///< how many of the model's warnings were passed on
};

/// What a progress bar says while text `text` of so many is run.
std::string running(const std::string& model, std::size_t text, std::size_t texts);

/// What a forward pass saw, and of which model.
struct Run {
  ModelInfo model;
  Tokenizer tokenizer;
  Trace trace;
};

/// Runs one text through a model that is loaded for it; `text` says what happens when it is too
/// long.
Run run_model(const ModelChoice& choice, const TextPair& input, const TextChoice& text,
              const ChooseKeep& choose_keep, const Console& console);
Run run_model(const ModelChoice& choice, const TextPair& input, const TextChoice& text,
              const Keep& keep, const Console& console);

}  // namespace headscope::cli
