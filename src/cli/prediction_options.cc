#include "cli/prediction_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>

#include "cli/console.h"
#include "cli/report.h"
#include "headscope/error.h"

namespace headscope::cli {
namespace {

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

}  // namespace

void add_prediction_choice(CLI::App& command, PredictionChoice& choice) {
  command
      .add_option_function<std::string>(
          "--top",
          [&choice](const std::string& value) {
            choice.top = parse_number("--top", value, 1, 1'000'000);
          },
          "How many words at a mask, how many answers; otherwise 5")
      ->type_name("K");
  command
      .add_option_function<std::string>(
          "--at", [&choice](const std::string& list) { choice.at = split_list(list); },
          "Tokens to predict beside the masks: a list of positions or of tokens")
      ->type_name("TOKENS");
}

PredictOptions options_for(const PredictionChoice& choice, const ModelInfo& model,
                           const Encoding& encoding) {
  if (!choice.at.empty() && model.task != Task::kMaskedLm) {
    throw Error(
        fmt::format("--at asks a masked language model for words, and {} is none", model.name));
  }
  PredictOptions options;
  options.top = static_cast<std::size_t>(choice.top);
  for (const std::string& name : choice.at) {
    const std::vector<std::int64_t> positions = positions_of(name, encoding);
    options.at.insert(options.at.end(), positions.begin(), positions.end());
  }
  return options;
}

}  // namespace headscope::cli
