#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "cli/commands.h"
#include "cli/console.h"
#include "cli/download_bar.h"
#include "cli/options.h"
#include "cli/report.h"
#include "headscope/hub.h"

namespace headscope::cli {
namespace {

struct PullOptions {
  std::string name;
  bool quiet = false;
  bool json = false;
};

Json to_json(const PulledModel& pulled) {
  return {{"name", pulled.model.name}, {"revision", pulled.revision},
          {"commit", pulled.commit},   {"folder", pulled.model.folder.string()},
          {"files", pulled.files},     {"downloaded_bytes", pulled.downloaded}};
}

std::string to_text(const PulledModel& pulled) {
  return to_table({{"name", pulled.model.name},
                   {"revision", pulled.revision},
                   {"commit", pulled.commit},
                   {"folder", pulled.model.folder.string()},
                   {"files", fmt::format("{}", fmt::join(pulled.files, ", "))},
                   {"downloaded", pulled.downloaded == 0 ? "nothing, all was there"
                                                         : to_size(pulled.downloaded)}});
}

PulledModel pull(const PullOptions& options) {
  DownloadBar bar{Console(options.quiet)};
  return pull_model(options.name, {.offline = false, .progress = bar.listener()});
}

void pull_and_report(const PullOptions& options) {
  const PulledModel pulled = pull(options);
  Output out;
  out.print(options.json ? to_line(to_json(pulled)) : to_text(pulled));
  out.flush();
}

}  // namespace

void add_pull(CLI::App& program) {
  auto options = std::make_shared<PullOptions>();
  CLI::App* command =
      program.add_subcommand("pull", "Download a model from the Hugging Face hub, or renew it");
  command->add_option("NAME", options->name, "The model's name, and perhaps @ and a revision")
      ->type_name("")
      ->required();
  command->add_flag("--quiet", options->quiet, "No progress");
  add_json(*command, options->json);
  add_example(*command, "headscope pull google-bert/bert-base-uncased@main");
  command->callback([options] { pull_and_report(*options); });
}

}  // namespace headscope::cli
