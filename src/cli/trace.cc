#include "headscope/trace.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <filesystem>
#include <functional>
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
  Keep named;  // asked for by name, so it may not be left out
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
    options.named.*known->second = true;
  }
}

/// What the file keeps of a text.
struct Traced {
  explicit Traced(const Trace& trace)
      : model(trace.model), tokens(trace.encoding.tokens), windows(trace.windows) {
    for_each_tensor(trace, [&](std::string_view name, const Tensor& tensor) {
      tensors.emplace_back(name, tensor.shape());
    });
  }

  std::string model;
  std::vector<std::string> tokens;
  Windows windows;
  std::vector<std::pair<std::string, Tensor::Shape>> tensors;
};

Json to_json(const Traced& traced) {
  Json tensors = Json::object();
  for (const auto& [name, shape] : traced.tensors) tensors[name] = shape;
  return {{"model", traced.model},
          {"tokens", traced.tokens},
          {"tensors", std::move(tensors)},
          {"windows", ranges_of(traced.windows)}};
}

Json to_json(const std::vector<Traced>& all, const std::string& file, std::uint64_t bytes) {
  Json json = Json::object();
  if (all.size() == 1) {
    json = to_json(all.front());
  } else {
    for (const Traced& traced : all) json["texts"].push_back(to_json(traced));
  }
  json["file"] = file;
  json["bytes"] = bytes;
  return json;
}

Rows rows_of(const std::vector<Traced>& all) {
  Rows rows;
  if (all.size() == 1) {
    rows.emplace_back("tokens", join_tokens(all.front().tokens));
    for (const auto& [name, shape] : all.front().tensors) rows.emplace_back(name, to_string(shape));
    if (!all.front().windows.empty()) rows.emplace_back("windows", describe(all.front().windows));
    return rows;
  }
  std::vector<std::size_t> tokens;
  tokens.reserve(all.size());
  for (const Traced& traced : all) tokens.push_back(traced.tokens.size());
  rows = count_texts(tokens);
  std::vector<std::string_view> kept;
  for (const auto& [name, shape] : all.front().tensors) kept.push_back(name);
  rows.emplace_back("tensors", fmt::format("{}  of each text", fmt::join(kept, ", ")));
  return rows;
}

/// Of a text in windows there is only what each token has of its own.
void require_whole(const Keep& named, const ModelInfo& model, const Trace& trace) {
  if (trace.windows.empty()) return;
  const bool logits_are_of_a_pass = model.task == Task::kSequenceClassification;
  for (const auto& [name, member] : kKeepNames) {
    const bool is_of_a_pass = member != &Keep::queries && member != &Keep::hidden_states &&
                              (member != &Keep::logits || logits_are_of_a_pass);
    if (!(named.*member) || !is_of_a_pass) continue;
    throw Error(fmt::format(
        "the text ran in {} windows, of which each has {} of its own; leave '{}' out of "
        "--keep, or shorten the text",
        trace.windows.size(), name, name));
  }
}

/// What was asked for by name must be there.
void require_kept(const TraceOptions& options, const ModelInfo& model, const Trace& trace) {
  require_whole(options.named, model, trace);
  if (options.named.pooled && trace.pooled.empty()) {
    throw Error(
        fmt::format("{} has no pooler, so there is no pooled output; leave 'pooled' out "
                    "of --keep",
                    model.name));
  }
  if (options.named.logits && model.task == Task::kNone) {
    throw Error(
        fmt::format("{} has no head that predicts, so there are no logits; leave 'logits' "
                    "out of --keep",
                    model.name));
  }
  if (options.named.terms && trace.content_to_content.empty()) {
    throw Error(
        fmt::format("{} is of the family {}, whose scores have no separate terms; only DeBERTa's "
                    "have, so leave 'terms' out of --keep",
                    model.name, model.family));
  }
}

bool keeps_what_it_says(const TraceOptions& options, const ModelInfo& model) {
  return model.task == Task::kNone ? options.keep.hidden_states : options.keep.logits;
}

/// Runs every text and hands its trace on.
std::vector<Traced> run_texts(const TraceOptions& options, const std::vector<TextPair>& inputs,
                              const Console& console,
                              const std::function<void(const Trace&)>& take) {
  Progress progress(console, inputs.size() + 1);
  Runner runner(options.model, console);
  const auto keep = [&](const ModelInfo&, const Tokenizer&, const Encoding&) {
    return options.keep;
  };
  std::vector<Traced> all;
  for (const TextPair& input : inputs) {
    progress.advance(all.size() + 1, running(runner.info().name, all.size(), inputs.size()));
    Trace trace = runner.run(input, options.text, keep);
    require_kept(options, runner.info(), trace);
    if (keeps_what_it_says(options, runner.info())) {
      trace.prediction = to_json(predict(trace, runner.info(), runner.tokenizer()));
    }
    take(trace);
    all.emplace_back(trace);
  }
  return all;
}

std::vector<Traced> write_texts(const TraceOptions& options, const Console& console) {
  const std::vector<TextPair> inputs = read_texts(options.text);
  if (inputs.size() == 1) {
    return run_texts(options, inputs, console,
                     [&](const Trace& trace) { save_trace(trace, options.output); });
  }
  TraceWriter file(options.output);
  auto all = run_texts(options, inputs, console, [&](const Trace& trace) { file.add(trace); });
  file.commit();
  return all;
}

void write_trace(const TraceOptions& options) {
  const std::vector<Traced> all = write_texts(options, Console(options.model.quiet));
  const std::uint64_t bytes = std::filesystem::file_size(options.output);
  Output out;
  if (options.json) {
    out.print(to_line(to_json(all, options.output, bytes)));
  } else {
    Rows rows = rows_of(all);
    rows.emplace_back("file", fmt::format("{}  {}", options.output, to_size(bytes)));
    out.print(to_table(rows));
  }
  out.flush();
}

}  // namespace

void add_trace(CLI::App& program) {
  auto options = std::make_shared<TraceOptions>();
  CLI::App* command =
      program.add_subcommand("trace", "Save what a forward pass saw as a safetensors file");
  add_text_choice(*command, options->text);
  add_lines(*command, options->text);
  add_windows(*command, options->text.windows);
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
