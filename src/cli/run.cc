#include "cli/run.h"

#include <fmt/format.h>

#include <future>

#include "cli/download_bar.h"
#include "cli/encode.h"

namespace headscope::cli {

Runner::Runner(const ModelChoice& choice, const Console& console)
    : console_(console),
      heads_off_(choice.heads_off),
      loaded_(load(choice, console)),
      info_(loaded_.model.info()) {
  info_.name = loaded_.name;
}

Runner::Loaded Runner::load(const ModelChoice& choice, const Console& console) {
  const FoundModel found = locate_model(choice.model, choice.offline, console);
  // The tokenizer is read while the weights are.
  auto tokenizer = std::async(std::launch::async, [&] { return Tokenizer::load(found.folder); });
  Model model = Model::load(found.folder, {.threads = choice.threads});
  return {found.name, tokenizer.get(), std::move(model)};
}

Trace Runner::run(const TextPair& input, const TextChoice& text, const ChooseKeep& choose_keep) {
  auto& [name, tokenizer, model] = loaded_;
  const auto max_tokens = static_cast<std::size_t>(info_.max_positions);
  Encoding whole = encode(tokenizer, input);
  Windows windows;
  if (text.windows.on) windows = split(whole, text.windows, max_tokens, name);
  if (windows.empty()) {
    whole =
        fit(std::move(whole), tokenizer, text.truncation, max_tokens, input.name, name, console_);
  }
  Trace trace = model.forward(whole, windows, choose_keep(info_, tokenizer, whole), heads_off_);
  trace.model = name;
  warn_of_weights();
  return trace;
}

void Runner::warn_of_weights() {
  const auto& warnings = loaded_.model.warnings();
  for (; warned_ < warnings.size(); ++warned_) console_.warn(warnings[warned_]);
}

std::string running(const std::string& model, std::size_t text, std::size_t texts) {
  if (texts == 1) return "running " + model;
  return fmt::format("running {}, text {} of {}", model, text + 1, texts);
}

Run run_model(const ModelChoice& choice, const TextPair& input, const TextChoice& text,
              const ChooseKeep& choose_keep, const Console& console) {
  Progress progress(console, 3);
  Runner runner(choice, console);
  progress.advance(1, running(runner.info().name, 0, 1));
  Trace trace = runner.run(input, text, choose_keep);
  return {runner.info(), std::move(runner).take_tokenizer(), std::move(trace)};
}

Run run_model(const ModelChoice& choice, const TextPair& input, const TextChoice& text,
              const Keep& keep, const Console& console) {
  return run_model(
      choice, input, text,
      [&](const ModelInfo&, const Tokenizer&, const Encoding&) { return keep; }, console);
}

}  // namespace headscope::cli
