#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "base/heap.h"
#include "cli/browser.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/download_bar.h"
#include "cli/input.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "headscope/error.h"
#include "headscope/hub.h"
#include "server/answers.h"
#include "server/server.h"

namespace headscope::cli {
namespace {

constexpr char kFirstText[] = "Transformers are amazing!";

struct ServeOptions {
  ModelChoice model;
  std::vector<std::string> models;
  TextChoice text;
  int port = 0;
  bool no_open = false;
};

server::Input first_input(const TextChoice& choice) {
  if (!choice.text && choice.file.empty()) return {.text = kFirstText, .pair = choice.pair};
  TextPair read = read_text(choice);
  return {.text = std::move(read.text), .pair = std::move(read.pair)};
}

std::vector<FoundModel> find_models(const ServeOptions& options, const Console& console) {
  std::vector<FoundModel> found;
  for (const std::string& name : options.models) {
    found.push_back(locate_model(name, options.model.offline, console));
    for (const FoundModel& other : std::span(found).first(found.size() - 1)) {
      if (other.name == found.back().name) {
        throw UsageError(fmt::format("--model names {} twice", other.name));
      }
    }
  }
  return found;
}

void open_browser(const std::string& address, const Console& console) {
  try {
    open_in_browser(address);
  } catch (const Error& error) {
    console.warn(error.what());
  }
}

void serve(const ServeOptions& options) {
  const Console console(options.model.quiet);
  base::share_heaps();
  const server::Input input = first_input(options.text);
  // A download can be broken off as anywhere; only what follows has an end of its own.
  std::vector<FoundModel> models = find_models(options, console);
  const Interruption interruption;
  server::Answers answers({.models = std::move(models),
                           .threads = options.model.threads,
                           .warn = [&](std::string_view sentence) { console.warn(sentence); }});
  // What cannot be shown at first is said here, before there is a page.
  answers.picture({.input = input});

  server::Server server(answers, input, {.port = options.port});
  std::thread serving([&] { server.serve(); });
  try {
    Output out;
    out.print(fmt::format("Headscope is at {} until Ctrl-C\n", server.address()));
    out.flush();
  } catch (const ReaderGone&) {
    // Nobody needs the address, but the page may be open.
  }
  if (!options.no_open) open_browser(server.address(), console);
  interruption.wait();
  server.stop();
  serving.join();
}

}  // namespace

void add_serve(CLI::App& program) {
  auto options = std::make_shared<ServeOptions>();
  CLI::App* command =
      program.add_subcommand("serve", "Draw a text as it is typed, in a page on this machine");
  add_text(*command, options->text);
  command->get_option("TEXT")->description("The text to begin with; - reads standard input");
  options->models = {options->model.model};
  command
      ->add_option("--model", options->models,
                   "A model's folder, or its name on the hub; several can be switched between")
      ->type_name("NAME|FOLDER")
      ->allow_extra_args(false)
      ->capture_default_str();
  command
      ->add_option_function<std::string>(
          "--port",
          [options](const std::string& value) {
            options->port = parse_number("--port", value, 0, 65535);
          },
          "Port of 127.0.0.1; otherwise a free one")
      ->type_name("N");
  command->add_flag("--no-open", options->no_open, "Do not open the browser");
  add_manners(*command, options->model);
  add_threads(*command, options->model);
  add_example(*command,
              "headscope serve \"She sat by the bank.\" --model bert-base-uncased --model "
              "./my-finetuned");
  command->callback([options] { serve(*options); });
}

}  // namespace headscope::cli
