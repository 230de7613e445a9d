#include <CLI/CLI.hpp>
#include <memory>

#include "cli/commands.h"
#include "cli/console.h"
#include "cli/input.h"
#include "cli/options.h"
#include "cli/prediction_options.h"
#include "cli/prediction_text.h"
#include "cli/report.h"
#include "cli/run.h"
#include "headscope/error.h"
#include "headscope/prediction.h"

namespace headscope::cli {
namespace {

struct PredictCommandOptions {
  ModelChoice model;
  TextChoice text;
  PredictionChoice prediction;
  bool json = false;
};

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

void predict_text(const PredictCommandOptions& options) {
  const Console console(options.model.quiet);
  PredictOptions asked;
  const auto keep = [&](const ModelInfo& model, const Tokenizer& tokenizer,
                        const Encoding& encoding) {
    asked = options_for(options.prediction, model, encoding);
    return keep_for_prediction(model, tokenizer, encoding, asked);
  };
  const Run run = run_model(options.model, read_text(options.text), options.text, keep, console);
  const Prediction prediction = predict(run.trace, run.model, run.tokenizer, asked);
  // A sentence vector is there all the same; of another task nothing is.
  if (!prediction.missing.empty() && run.model.task != Task::kNone) throw Error(prediction.missing);
  if (!prediction.missing.empty()) console.warn(prediction.missing);
  report(prediction, run, options.json);
}

}  // namespace

void add_predict(CLI::App& program) {
  auto options = std::make_shared<PredictCommandOptions>();
  CLI::App* command = program.add_subcommand("predict", "Print what a model says about a text");
  add_text_choice(*command, options->text);
  add_windows(*command, options->text.windows);
  add_prediction_choice(*command, options->prediction);
  add_model_choice(*command, options->model);
  add_threads(*command, options->model);
  add_heads_off(*command, options->model);
  add_json(*command, options->json);
  add_example(*command, "headscope predict \"The capital of France is [MASK].\"");
  command->callback([options] { predict_text(*options); });
}

}  // namespace headscope::cli
