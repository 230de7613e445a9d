#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <filesystem>
#include <memory>
#include <optional>

#include "base/utf8.h"
#include "cli/browser.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/input.h"
#include "cli/options.h"
#include "cli/prediction_options.h"
#include "cli/report.h"
#include "cli/run.h"
#include "cli/trace_input.h"
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
  std::optional<std::string> compare;  ///< a second text
  std::string compare_model;           ///< a second model; empty is the same
  bool neurons = false;
  bool open = false;
  bool json = false;
};

/// A text of the page, in the shapes that the notebook prints.
struct Viewed {
  Viewed(const Trace& trace, std::int64_t hidden)
      : model(trace.model),
        tokens(trace.encoding.tokens),
        windows(trace.windows),
        attentions(trace.attentions.shape()),
        hidden_size(hidden) {}

  std::string model;
  std::vector<std::string> tokens;
  Windows windows;
  Tensor::Shape attentions;  ///< [layers, heads, n, n]
  std::int64_t hidden_size;  ///< 0 when it is not known

  std::int64_t layers() const { return attentions[0]; }
  std::int64_t heads() const { return attentions[1]; }
  std::int64_t count() const { return attentions[2]; }
  Tensor::Shape input_shape() const { return {1, count()}; }
  Tensor::Shape hidden_shape() const { return {1, count(), hidden_size}; }
  Tensor::Shape attention_shape() const { return {1, heads(), count(), count()}; }
};

void require_file(const std::string& file) {
  if (std::filesystem::exists(file)) return;
  throw Error(
      fmt::format("{}: no such file; to draw these words as a text, give them on standard input: "
                  "headscope view -",
                  file));
}

/// Adds every text of a trace file.
std::vector<Viewed> view_trace_file(const std::string& name, PageWriter& page,
                                    const Console& console) {
  const TraceFile file(name);
  std::vector<Viewed> all;
  Progress progress(console, file.size());
  for (std::size_t text = 0; text < file.size(); ++text) {
    const auto [trace, warnings] = file.load(text);
    for (const auto& warning : warnings) console.warn(warning);
    page.add(trace);
    all.emplace_back(trace, trace.hidden_states.empty() ? 0 : trace.hidden_states.dim(2));
    progress.advance(text + 1, fmt::format("{} of {} texts", text + 1, file.size()));
  }
  return all;
}

bool compares(const ViewOptions& options) {
  return options.compare || !options.compare_model.empty();
}

/// What stands beside the text, if anything does: another text of the same pair, or the text
/// itself.
TextPair rival_of(const TextPair& input, const ViewOptions& options) {
  TextPair rival = input;
  if (!options.compare) return rival;
  base::require_utf8(*options.compare, "the text to compare with");
  rival.text = *options.compare;
  rival.name = "the text to compare with";
  return rival;
}

/// Runs texts through a model and adds each.
void run_texts(const ViewOptions& options, const ModelChoice& model,
               const std::vector<TextPair>& inputs, PageWriter& page, const Console& console,
               std::vector<Viewed>& all) {
  Progress progress(console, inputs.size() + 1);
  Runner runner(model, console);
  PredictOptions asked;
  const auto choose_keep = [&](const ModelInfo& info, const Tokenizer& tokenizer,
                               const Encoding& encoding) {
    asked = options_for(options.prediction, info, encoding);
    Keep keep = keep_for_prediction(info, tokenizer, encoding, asked);
    keep.queries = true;  // they tell the page the size of a head, for its formula
    keep.keys = options.neurons;
    return keep;
  };
  for (std::size_t text = 0; text < inputs.size(); ++text) {
    progress.advance(text + 1, running(runner.info().name, text, inputs.size()));
    Trace trace = runner.run(inputs[text], options.text, choose_keep);
    trace.prediction = to_json(predict(trace, runner.info(), runner.tokenizer(), asked));
    page.add(trace);
    all.emplace_back(trace, runner.info().hidden_size);
  }
}

/// Runs every text and adds it.
std::vector<Viewed> view_texts(const ViewOptions& options, PageWriter& page,
                               const Console& console) {
  if (options.neurons && options.text.windows.on) {
    throw UsageError(
        "--neurons shows how one pass computed a weight, and --windows makes several; take one of "
        "the two");
  }
  std::vector<TextPair> inputs = read_texts(options.text);
  std::vector<TextPair> rivals;
  if (compares(options)) {
    // Through the same model it is one text more.
    auto& into = options.compare_model.empty() ? inputs : rivals;
    into.push_back(rival_of(inputs.front(), options));
  }
  std::vector<Viewed> all;
  run_texts(options, options.model, inputs, page, console, all);
  if (!rivals.empty()) {
    ModelChoice other = options.model;
    other.model = options.compare_model;
    run_texts(options, other, rivals, page, console, all);
  }
  return all;
}

Json to_json(const Viewed& viewed) {
  const auto layers = static_cast<std::size_t>(viewed.layers());
  Json hidden;
  if (viewed.hidden_size > 0) hidden = std::vector(layers + 1, viewed.hidden_shape());
  return {{"model", viewed.model},
          {"tokens", viewed.tokens},
          {"input", viewed.input_shape()},
          {"hidden_states", std::move(hidden)},
          {"attentions", std::vector(layers, viewed.attention_shape())},
          {"windows", ranges_of(viewed.windows)}};
}

Json to_json(const std::vector<Viewed>& all, const std::string& page, std::uint64_t bytes) {
  Json json = Json::object();
  if (all.size() == 1) {
    json = to_json(all.front());
  } else {
    for (const Viewed& viewed : all) json["texts"].push_back(to_json(viewed));
  }
  json["page"] = page;
  json["bytes"] = bytes;
  return json;
}

Rows rows_of(const Viewed& viewed) {
  Rows rows = {{"tokens", join_tokens(viewed.tokens)}, {"input", to_string(viewed.input_shape())}};
  if (viewed.hidden_size > 0) {
    rows.emplace_back("hidden states",
                      fmt::format("{} × {}  the embeddings, then the output of each layer",
                                  viewed.layers() + 1, to_string(viewed.hidden_shape())));
  }
  rows.emplace_back("attentions",
                    fmt::format("{} × {}  one a layer, {} heads each", viewed.layers(),
                                to_string(viewed.attention_shape()), viewed.heads()));
  if (!viewed.windows.empty()) rows.emplace_back("windows", describe(viewed.windows));
  return rows;
}

std::string to_text(const std::vector<Viewed>& all, const std::string& page, std::uint64_t bytes) {
  std::vector<std::size_t> tokens;
  tokens.reserve(all.size());
  for (const Viewed& viewed : all) tokens.push_back(viewed.tokens.size());
  Rows rows = all.size() == 1 ? rows_of(all.front()) : count_texts(tokens);
  rows.emplace_back("page", fmt::format("{}  {}", page, to_size(bytes)));
  return to_table(rows);
}

void view(const ViewOptions& options) {
  const Console console(options.model.quiet);
  if (is_trace_file(options.text)) require_file(*options.text.text);
  PageWriter page(options.output, {.neurons = options.neurons, .compares = compares(options)});
  const std::vector<Viewed> all = is_trace_file(options.text)
                                      ? view_trace_file(*options.text.text, page, console)
                                      : view_texts(options, page, console);
  const std::uint64_t bytes = page.commit();

  Output out;
  out.print(options.json ? to_line(to_json(all, options.output, bytes))
                         : to_text(all, options.output, bytes));
  out.flush();
  if (options.open) open_in_browser(std::filesystem::absolute(options.output).string());
}

/// Beside those of every run.
constexpr std::array<const char*, 4> kRunOptions = {"--top", "--at", "--compare",
                                                    "--compare-model"};

}  // namespace

void add_view(CLI::App& program) {
  auto options = std::make_shared<ViewOptions>();
  CLI::App* command =
      program.add_subcommand("view", "Draw the attention of a text, or of a trace file, as a page");
  add_text_choice(*command, options->text);
  add_lines(*command, options->text);
  add_windows(*command, options->text.windows);
  command->get_option("TEXT")->description(
      "The text, or FILE.safetensors written by headscope trace or any other program; - reads "
      "standard input");
  command->add_option("-o,--output", options->output, "The page to write")
      ->type_name("FILE")
      ->capture_default_str();
  command->add_flag("--neurons", options->neurons,
                    "Put queries and keys into the page, for its neuron view");
  CLI::Option* lines = command->get_option("--lines");
  command->add_option("--compare", options->compare, "A text to put beside the first")
      ->type_name("TEXT")
      ->excludes(lines);
  command
      ->add_option("--compare-model", options->compare_model,
                   "A model to put beside the first, for the same text or that of --compare")
      ->type_name("NAME|FOLDER")
      ->excludes(lines);
  add_prediction_choice(*command, options->prediction);
  command->add_flag("--open", options->open, "Open the page in the browser");
  add_model_choice(*command, options->model);
  add_threads(*command, options->model);
  add_json(*command, options->json);
  add_example(*command,
              "headscope view \"She sat by the bank.\" --pair \"Why?\" --model ./my-finetuned "
              "-o bank.html");
  command->callback([options, command] {
    if (is_trace_file(options->text)) refuse_run_options(*command, kRunOptions);
    view(*options);
  });
}

}  // namespace headscope::cli
