#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>

#include "cli/browser.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/input.h"
#include "cli/options.h"
#include "cli/prediction_options.h"
#include "cli/report.h"
#include "cli/run.h"
#include "headscope/error.h"
#include "headscope/page.h"
#include "headscope/prediction.h"

namespace headscope::cli {
namespace {

struct ViewOptions {
  ModelChoice model;
  TextChoice text;
  PredictionChoice prediction;
  std::string output = "attention.html";
  bool neurons = false;
  bool open = false;
  bool json = false;
};

/// What the page shows, and the shapes that the notebook prints.
struct Viewed {
  Trace trace;
  std::int64_t hidden_size = 0;  ///< 0 when it is not known

  Tensor::Shape input_shape() const { return {1, trace.tokens()}; }
  Tensor::Shape hidden_shape() const { return {1, trace.tokens(), hidden_size}; }
  Tensor::Shape attention_shape() const {
    return {1, trace.heads(), trace.tokens(), trace.tokens()};
  }
};

bool is_trace_file(const TextChoice& choice) {
  return choice.text && choice.text->ends_with(".safetensors");
}

Viewed view_trace_file(const std::string& file, const Console& console) {
  if (!std::filesystem::exists(file)) {
    throw Error(
        fmt::format("{}: no such file; to draw these words as a text, give them on "
                    "standard input: headscope view -",
                    file));
  }
  auto [trace, warnings] = load_trace(file);
  for (const auto& warning : warnings) console.warn(warning);
  const std::int64_t hidden = trace.hidden_states.empty() ? 0 : trace.hidden_states.dim(2);
  return {std::move(trace), hidden};
}

Viewed view_text(const ViewOptions& options, const Console& console) {
  PredictOptions asked;
  const auto choose_keep = [&](const ModelInfo& model, const Tokenizer& tokenizer,
                               const Encoding& encoding) {
    asked = options_for(options.prediction, model, encoding);
    Keep keep = keep_for_prediction(model, tokenizer, encoding, asked);
    keep.queries = true;  // they tell the page the size of a head, for its formula
    keep.keys = options.neurons;
    return keep;
  };
  Run run = run_model(options.model, read_text(options.text), options.text.truncation, choose_keep,
                      console);
  run.trace.prediction = to_json(predict(run.trace, run.model, run.tokenizer, asked));
  return {std::move(run.trace), run.model.hidden_size};
}

Json to_json(const Viewed& viewed, const std::string& page, std::uint64_t bytes) {
  const auto layers = static_cast<std::size_t>(viewed.trace.layers());
  Json hidden;
  if (viewed.hidden_size > 0) hidden = std::vector(layers + 1, viewed.hidden_shape());
  return {{"model", viewed.trace.model},
          {"tokens", viewed.trace.encoding.tokens},
          {"input", viewed.input_shape()},
          {"hidden_states", std::move(hidden)},
          {"attentions", std::vector(layers, viewed.attention_shape())},
          {"page", page},
          {"bytes", bytes}};
}

std::string to_text(const Viewed& viewed, const std::string& page, std::uint64_t bytes) {
  const Trace& trace = viewed.trace;
  std::vector<std::pair<std::string, std::string>> rows = {
      {"tokens", join_tokens(trace.encoding.tokens)}, {"input", to_string(viewed.input_shape())}};
  if (viewed.hidden_size > 0) {
    rows.emplace_back("hidden states",
                      fmt::format("{} × {}  the embeddings, then the output of each layer",
                                  trace.layers() + 1, to_string(viewed.hidden_shape())));
  }
  rows.emplace_back("attentions", fmt::format("{} × {}  one a layer, {} heads each", trace.layers(),
                                              to_string(viewed.attention_shape()), trace.heads()));
  rows.emplace_back("page", fmt::format("{}  {}", page, to_size(bytes)));
  return to_table(rows);
}

void view(const ViewOptions& options) {
  const Console console(options.model.quiet);
  const Viewed viewed = is_trace_file(options.text) ? view_trace_file(*options.text.text, console)
                                                    : view_text(options, console);
  const std::uint64_t bytes =
      write_page(viewed.trace, options.output, {.neurons = options.neurons});

  Output out;
  out.print(options.json ? to_line(to_json(viewed, options.output, bytes))
                         : to_text(viewed, options.output, bytes));
  out.flush();
  if (options.open) open_in_browser(std::filesystem::absolute(options.output).string());
}

// A trace file has run already: what only a run can use would be ignored in silence.
void refuse_run_options(const CLI::App& command) {
  for (const char* name : {"--pair", "--truncation", "--model", "--threads", "--top", "--at"}) {
    if (command.count(name) > 0) {
      throw UsageError(fmt::format("{} goes with a text, not with a trace file", name));
    }
  }
}

}  // namespace

void add_view(CLI::App& program) {
  auto options = std::make_shared<ViewOptions>();
  CLI::App* command =
      program.add_subcommand("view", "Draw the attention of a text, or of a trace file, as a page");
  add_text_choice(*command, options->text);
  command->get_option("TEXT")->description(
      "The text, or FILE.safetensors written by headscope trace or any other program; - reads "
      "standard input");
  command->add_option("-o,--output", options->output, "The page to write")
      ->type_name("FILE")
      ->capture_default_str();
  command->add_flag("--neurons", options->neurons,
                    "Put queries and keys into the page, for its neuron view");
  add_prediction_choice(*command, options->prediction);
  command->add_flag("--open", options->open, "Open the page in the browser");
  add_model_choice(*command, options->model);
  add_threads(*command, options->model);
  add_json(*command, options->json);
  add_example(*command,
              "headscope view \"She sat by the bank.\" --pair \"Why?\" --model ./my-finetuned "
              "-o bank.html");
  command->callback([options, command] {
    if (is_trace_file(options->text)) refuse_run_options(*command);
    view(*options);
  });
}

}  // namespace headscope::cli
