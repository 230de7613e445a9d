#include "headscope/bench.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cmath>
#include <limits>
#include <memory>

#include "cli/commands.h"
#include "cli/console.h"
#include "cli/download_bar.h"
#include "cli/options.h"
#include "cli/report.h"

namespace headscope::cli {
namespace {

struct BenchOptions {
  ModelChoice model;
  std::vector<std::int64_t> tokens = {8, 32, 128, 512};
  bool json = false;
};

double round_to_microseconds(double ms) { return std::round(ms * 1000) / 1000; }

void run_bench(const BenchOptions& options) {
  const Console console(options.model.quiet);
  const FoundModel found = locate_model(options.model.model, options.model.offline, console);
  Model model = Model::load(found.folder, {.threads = options.model.threads});
  Progress progress(console, options.tokens.size());
  std::vector<BenchResult> results;
  for (const std::int64_t tokens : options.tokens) {
    progress.advance(results.size(), fmt::format("{} tokens", tokens));
    results.push_back(bench(model, std::span(&tokens, 1)).front());
  }

  Output out;
  if (options.json) {
    Json rows = Json::array();
    for (const auto& result : results) {
      rows.push_back({{"tokens", result.tokens},
                      {"min_ms", round_to_microseconds(result.min_ms)},
                      {"median_ms", round_to_microseconds(result.median_ms)}});
    }
    out.print(to_line({{"results", std::move(rows)}}));
  } else {
    out.print(fmt::format("{:>8} {:>12} {:>12}\n", "tokens", "min ms", "median ms"));
    for (const auto& result : results) {
      out.print(fmt::format("{:>8} {:>12.2f} {:>12.2f}\n", result.tokens, result.min_ms,
                            result.median_ms));
    }
  }
  out.flush();
}

}  // namespace

void add_bench(CLI::App& program) {
  auto options = std::make_shared<BenchOptions>();
  CLI::App* command = program.add_subcommand("bench", "Time a forward pass with all attentions");
  command
      ->add_option_function<std::string>(
          "--tokens",
          [options](const std::string& list) {
            options->tokens.clear();
            for (const auto& part : split_list(list)) {
              options->tokens.push_back(
                  parse_number("--tokens", part, 1, std::numeric_limits<int>::max()));
            }
          },
          "Lengths to time")
      ->type_name("LIST")
      ->default_str("8,32,128,512");
  add_model_choice(*command, options->model);
  add_threads(*command, options->model);
  add_json(*command, options->json);
  add_example(*command,
              "headscope bench --model models/all-MiniLM-L6-v2 --tokens 8,32 --threads 2");
  command->callback([options] { run_bench(*options); });
}

}  // namespace headscope::cli
