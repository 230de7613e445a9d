#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <memory>

#include "cli/commands.h"
#include "cli/console.h"
#include "cli/input.h"
#include "cli/options.h"
#include "cli/prediction_text.h"
#include "cli/report.h"
#include "cli/run.h"
#include "headscope/error.h"
#include "headscope/prediction.h"

namespace headscope::cli {
namespace {

struct PredictionOptions {
  ModelChoice model;
  TextChoice text;
  std::vector<std::string> at;
  int top = 5;
  bool json = false;
};

/// A position, or every position of a token.
std::vector<std::int64_t> positions_of(const std::string& name, const Encoding& encoding) {
  std::int64_t position = 0;
  const char* const end = name.data() + name.size();
  const auto [behind, error] = std::from_chars(name.data(), end, position);
  if (error == std::errc() && behind == end) return {position};
  std::vector<std::int64_t> positions;
  for (std::size_t i = 0; i < encoding.size(); ++i) {
    if (encoding.tokens[i] == name) positions.push_back(static_cast<std::int64_t>(i));
  }
  if (!positions.empty()) return positions;
  throw Error(fmt::format("--at '{}' is no token of the text, which has {}", name,
                          join_tokens(encoding.tokens)));
}

PredictOptions options_for(const PredictionOptions& options, const Run& run) {
  PredictOptions predict;
  predict.top = static_cast<std::size_t>(options.top);
  for (const std::string& name : options.at) {
    for (const std::int64_t position : positions_of(name, run.trace.encoding)) {
      predict.at.push_back(position);
    }
  }
  if (!predict.at.empty() && run.model.task != Task::kMaskedLm) {
    throw Error(
        fmt::format("--at asks a masked language model for words, and {} is none", run.model.name));
  }
  return predict;
}

void report(const Prediction& prediction, const Run& run, bool as_json) {
  Output out;
  if (as_json) {
    Json json = {{"model", run.trace.model}, {"tokens", run.trace.encoding.tokens}};
    json.update(Json::parse(to_json(prediction)));
    out.print(to_line(json));
  } else {
    out.print(to_text(prediction));
  }
  out.flush();
}

void predict_text(const PredictionOptions& options) {
  const Console console(options.model.quiet);
  const Run run = run_model(options.model, read_text(options.text), options.text.truncation,
                            keep_for_prediction, console);
  const Prediction prediction =
      predict(run.trace, run.model, run.tokenizer, options_for(options, run));
  // A sentence vector is there all the same; of another task nothing is.
  if (!prediction.missing.empty() && run.model.task != Task::kNone) throw Error(prediction.missing);
  if (!prediction.missing.empty()) console.warn(prediction.missing);
  report(prediction, run, options.json);
}

}  // namespace

void add_predict(CLI::App& program) {
  auto options = std::make_shared<PredictionOptions>();
  CLI::App* command = program.add_subcommand("predict", "Print what a model says about a text");
  add_text_choice(*command, options->text);
  command
      ->add_option_function<std::string>(
          "--top",
          [options](const std::string& value) {
            options->top = parse_number("--top", value, 1, 1'000'000);
          },
          "How many words at a mask, how many answers; otherwise 5")
      ->type_name("K");
  command
      ->add_option_function<std::string>(
          "--at", [options](const std::string& list) { options->at = split_list(list); },
          "Tokens to predict beside the masks: a list of positions or of tokens")
      ->type_name("TOKENS");
  add_model_choice(*command, options->model);
  add_threads(*command, options->model);
  add_heads_off(*command, options->model);
  add_json(*command, options->json);
  add_example(*command, "headscope predict \"The capital of France is [MASK].\"");
  command->callback([options] { predict_text(*options); });
}

}  // namespace headscope::cli
