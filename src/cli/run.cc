#include "cli/run.h"

#include <future>
#include <utility>

#include "cli/download_bar.h"
#include "cli/encode.h"

namespace headscope::cli {

Run run_model(const ModelChoice& choice, const TextPair& input, Truncation truncation,
              const ChooseKeep& choose_keep, const Console& console) {
  Progress progress(console, 3);
  const FoundModel found = locate_model(choice.model, choice.offline, console);

  // The tokenizer is read while the weights are.
  auto tokenizing = std::async(std::launch::async, [&] {
    Tokenizer tokenizer = Tokenizer::load(found.folder);
    Encoding encoding = encode(tokenizer, input);
    return std::pair(std::move(tokenizer), std::move(encoding));
  });
  Model model = Model::load(found.folder, {.threads = choice.threads});
  auto [tokenizer, whole] = tokenizing.get();

  progress.advance(1, "running " + found.name);
  const Encoding encoding =
      fit(std::move(whole), tokenizer, truncation,
          static_cast<std::size_t>(model.info().max_positions), found.name, console);
  ModelInfo info = model.info();
  info.name = found.name;
  Trace trace = model.forward(encoding, choose_keep(info, tokenizer, encoding), choice.heads_off);
  Run run{std::move(info), std::move(tokenizer), std::move(trace)};
  for (const auto& warning : model.warnings()) console.warn(warning);
  run.trace.model = found.name;
  return run;
}

Run run_model(const ModelChoice& choice, const TextPair& input, Truncation truncation,
              const Keep& keep, const Console& console) {
  return run_model(
      choice, input, truncation,
      [&](const ModelInfo&, const Tokenizer&, const Encoding&) { return keep; }, console);
}

}  // namespace headscope::cli
