#include "headscope/model.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/commands.h"
#include "cli/console.h"
#include "cli/download_bar.h"
#include "cli/options.h"
#include "cli/prediction_text.h"
#include "cli/report.h"
#include "headscope/error.h"
#include "headscope/hub.h"
#include "headscope/tokenizer.h"

namespace headscope::cli {
namespace {

struct ModelCommandOptions {
  ModelChoice model;
  std::string folder;
  bool json = false;
};

// A forward pass computes in float32, whatever the file stores.
constexpr std::int64_t kNumberBytes = sizeof(float);

std::int64_t weight_bytes(const ModelInfo& info) { return info.parameters * kNumberBytes; }

/// Of the longest text.
std::int64_t attention_bytes(const ModelInfo& info) {
  return info.layers * info.heads * info.max_positions * info.max_positions * kNumberBytes;
}

/// The tokenizer's kind, or empty where it cannot be read: the sentence why goes to `missing`.
std::string tokenizer_kind(const std::filesystem::path& folder, std::vector<std::string>& missing) {
  try {
    return std::string(Tokenizer::load(folder).kind());
  } catch (const Error& error) {
    missing.push_back(fmt::format("a tokenizer, so no text can be read: {}", error.what()));
    return {};
  }
}

Json to_json(const ModelInfo& info, const FoundModel& found, const std::string& tokenizer) {
  return {{"name", found.name},
          {"folder", found.folder.string()},
          {"family", info.family},
          {"architecture", info.architecture},
          {"layers", info.layers},
          {"heads", info.heads},
          {"hidden_size", info.hidden_size},
          {"head_dim", info.head_dim},
          {"intermediate_size", info.intermediate_size},
          {"vocabulary_size", info.vocabulary_size},
          {"max_positions", info.max_positions},
          {"parameters", info.parameters},
          {"weights_dtype", info.weights_dtype},
          {"tokenizer", tokenizer.empty() ? Json() : Json(tokenizer)},
          {"task", to_string(info.task)},
          {"predicts", describe(info)},
          {"labels", info.labels},
          {"pooler", info.has_pooler},
          {"missing", info.missing},
          {"memory_bytes", weight_bytes(info)},
          {"attention_bytes", attention_bytes(info)}};
}

std::string to_text(const ModelInfo& info, const FoundModel& found, const std::string& tokenizer) {
  std::vector<std::pair<std::string, std::string>> rows = {
      {"name", found.name},
      {"folder", found.folder.string()},
      {"family", info.family},
      {"architecture", info.architecture},
      {"layers", std::to_string(info.layers)},
      {"heads", fmt::format("{} in each layer, {} in all", info.heads, info.layers * info.heads)},
      {"hidden size", fmt::format("{}, {} a head", info.hidden_size, info.head_dim)},
      {"feed-forward", std::to_string(info.intermediate_size)},
      {"vocabulary", with_commas(info.vocabulary_size)},
      {"positions", fmt::format("{} tokens at most", info.max_positions)},
      {"parameters",
       fmt::format("{}, stored as {}", with_commas(info.parameters), info.weights_dtype)},
      {"tokenizer", tokenizer.empty() ? "none" : tokenizer},
      {"memory",
       fmt::format("{} of weights in float32; {} of attention for {} tokens",
                   to_size(static_cast<std::uint64_t>(weight_bytes(info))),
                   to_size(static_cast<std::uint64_t>(attention_bytes(info))), info.max_positions)},
      {"predicts", describe(info)},
      {"pooler", info.has_pooler ? "yes" : "none"}};
  for (const std::string& sentence : info.missing) rows.emplace_back("missing", sentence);
  return to_table(rows);
}

void describe_model(const ModelCommandOptions& options) {
  const Console console(options.model.quiet);
  const FoundModel found =
      locate_model(options.folder.empty() ? options.model.model : options.folder,
                   options.model.offline, console);
  const Model model = Model::load(found.folder);
  ModelInfo info = model.info();
  info.name = found.name;
  const std::string tokenizer = tokenizer_kind(found.folder, info.missing);
  for (const auto& warning : model.warnings()) console.warn(warning);
  Output out;
  out.print(options.json ? to_line(to_json(info, found, tokenizer))
                         : to_text(info, found, tokenizer));
  out.flush();
}

}  // namespace

void add_model(CLI::App& program) {
  auto options = std::make_shared<ModelCommandOptions>();
  CLI::App* command = program.add_subcommand("model", "Say what a model is");
  auto* folder = command->add_option("FOLDER", options->folder,
                                     "The model's folder or name; the same as --model");
  folder->type_name("");
  add_model_choice(*command, options->model);
  folder->excludes(command->get_option("--model"));
  add_json(*command, options->json);
  add_example(*command, "headscope model models/all-MiniLM-L6-v2");
  command->callback([options] { describe_model(*options); });
}

}  // namespace headscope::cli
