#include "headscope/trace.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <memory>

#include "cli/commands.h"
#include "cli/console.h"
#include "cli/input.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/run.h"
#include "headscope/error.h"
#include "headscope/prediction.h"

namespace headscope::cli {
namespace {

struct TraceOptions {
  ModelChoice model;
  TextChoice text;
  std::string output = "trace.safetensors";
  Keep keep;
  bool needs_pooled = false;  // asked for by name, so it may not be left out
  bool needs_logits = false;
  bool needs_terms = false;
  bool json = false;
};

constexpr std::array<std::pair<std::string_view, bool Keep::*>, 8> kKeepNames = {{
    {"scores", &Keep::scores},
    {"queries", &Keep::queries},
    {"keys", &Keep::keys},
    {"values", &Keep::values},
    {"hidden_states", &Keep::hidden_states},
    {"pooled", &Keep::pooled},
    {"logits", &Keep::logits},
    {"terms", &Keep::terms},
}};

void choose_keep(TraceOptions& options, std::string_view list) {
  for (const auto& name : split_list(list)) {
    if (name == "all") {
      options.keep = Keep::all();
      continue;
    }
    const auto* known = std::find_if(kKeepNames.begin(), kKeepNames.end(),
                                     [&](const auto& entry) { return entry.first == name; });
    if (known == kKeepNames.end()) {
      throw UsageError(
          fmt::format("--keep does not know '{}'; it takes scores, queries, keys, values, "
                      "hidden_states, pooled, logits, terms or all (attentions are always kept)",
                      name));
    }
    options.keep.*known->second = true;
    if (name == "pooled") options.needs_pooled = true;
    if (name == "logits") options.needs_logits = true;
    if (name == "terms") options.needs_terms = true;
  }
}

void report(const Trace& trace, const TraceOptions& options) {
  const auto bytes = std::filesystem::file_size(options.output);
  Output out;
  if (options.json) {
    Json tensors = Json::object();
    for_each_tensor(trace, [&](std::string_view name, const Tensor& tensor) {
      tensors[std::string(name)] = tensor.shape();
    });
    out.print(to_line({{"model", trace.model},
                       {"tokens", trace.encoding.tokens},
                       {"tensors", std::move(tensors)},
                       {"file", options.output},
                       {"bytes", bytes}}));
  } else {
    std::vector<std::pair<std::string, std::string>> rows = {
        {"tokens", join_tokens(trace.encoding.tokens)}};
    for_each_tensor(trace, [&](std::string_view name, const Tensor& tensor) {
      rows.emplace_back(name, to_string(tensor.shape()));
    });
    rows.emplace_back("file", fmt::format("{}  {}", options.output, to_size(bytes)));
    out.print(to_table(rows));
  }
  out.flush();
}

void write_trace(const TraceOptions& options) {
  const Console console(options.model.quiet);
  Run run = run_model(options.model, read_text(options.text), options.text.truncation, options.keep,
                      console);
  if (options.needs_pooled && run.trace.pooled.empty()) {
    throw Error(
        fmt::format("{} has no pooler, so there is no pooled output; leave 'pooled' out "
                    "of --keep",
                    run.model.name));
  }
  if (options.needs_logits && run.model.task == Task::kNone) {
    throw Error(
        fmt::format("{} has no head that predicts, so there are no logits; leave 'logits' "
                    "out of --keep",
                    run.model.name));
  }
  if (options.needs_terms && run.trace.content_to_content.empty()) {
    throw Error(
        fmt::format("{} is of the family {}, whose scores have no separate terms; only DeBERTa's "
                    "have, so leave 'terms' out of --keep",
                    run.model.name, run.model.family));
  }
  const bool keeps_what_it_says =
      run.model.task == Task::kNone ? options.keep.hidden_states : options.keep.logits;
  if (keeps_what_it_says) {
    run.trace.prediction = to_json(predict(run.trace, run.model, run.tokenizer));
  }
  save_trace(run.trace, options.output);
  report(run.trace, options);
}

}  // namespace

void add_trace(CLI::App& program) {
  auto options = std::make_shared<TraceOptions>();
  CLI::App* command =
      program.add_subcommand("trace", "Save what a forward pass saw as a safetensors file");
  add_text_choice(*command, options->text);
  command->add_option("-o,--output", options->output, "The trace file to write")
      ->type_name("FILE")
      ->capture_default_str();
  command
      ->add_option_function<std::string>(
          "--keep", [options](const std::string& list) { choose_keep(*options, list); },
          "What to keep beside the attentions: a list of scores, queries, keys, values, "
          "hidden_states, pooled, logits, terms (DeBERTa's); or all")
      ->type_name("LIST");
  add_model_choice(*command, options->model);
  add_threads(*command, options->model);
  add_heads_off(*command, options->model);
  add_json(*command, options->json);
  add_example(*command,
              "headscope trace \"Transformers are amazing!\" -o trace.safetensors "
              "--keep queries,keys");
  command->callback([options] { write_trace(*options); });
}

}  // namespace headscope::cli
