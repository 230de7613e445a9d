#include "cli/program.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <new>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/console.h"
#include "cli/interrupt.h"
#include "cli/options.h"
#include "headscope/error.h"
#include "headscope/version.h"

namespace headscope::cli {
namespace {

enum Status : int { kDone = 0, kFailed = 1, kWrongCommandLine = 2 };

class Formatter : public CLI::Formatter {
 public:
  Formatter() { column_width(28); }

 private:
  // CLI11 writes a positional's name twice when it has no type.
  std::string make_option_opts(const CLI::Option* option) const override {
    if (option->get_type_name().empty()) return "";
    std::string text = " " + option->get_type_name();
    if (!option->get_default_str().empty()) text += " = " + option->get_default_str();
    return text;
  }
};

void build(CLI::App& program) {
  program.formatter(std::make_shared<Formatter>());
  program.set_help_flag("-h,--help", "Print this help");
  program.set_version_flag("--version", fmt::format("headscope {}", version()),
                           "Print the version");
  program.require_subcommand(1);
  add_view(program);
  add_figure(program);
  add_serve(program);
  add_tokens(program);
  add_trace(program);
  add_predict(program);
  add_model(program);
  add_pull(program);
  add_bench(program);
  add_completion(program);
  add_example(program, "headscope view \"Transformers are amazing!\"");
}

/// The command that was named, or the program itself.
const CLI::App& named(const CLI::App& program) {
  const auto commands = program.get_subcommands();
  return commands.empty() ? program : *commands.front();
}

std::string help_hint(const CLI::App& program) {
  const CLI::App& command = named(program);
  if (&command == &program) return "headscope --help lists the commands";
  return fmt::format("headscope {} --help lists the options", command.get_name());
}

std::string explain_extras(const CLI::App& program) {
  auto extras = program.remaining(/*recurse=*/true);
  // Behind -- nothing is an option. Before it, an unknown one explains the words that follow it.
  const bool only_texts = std::erase(extras, "--") > 0;
  const auto option = std::find_if(extras.begin(), extras.end(),
                                   [](const auto& extra) { return extra.starts_with('-'); });
  if (!only_texts && option != extras.end()) {
    return fmt::format(
        "there is no option '{}' here; {} (a text that begins with - goes behind --)", *option,
        help_hint(program));
  }
  const std::string first = extras.empty() ? "--" : extras.front();
  if (&named(program) == &program) {
    return fmt::format("there is no command '{}'; {}", first, help_hint(program));
  }
  return fmt::format("'{}' is one argument too many; a text of several words goes in quotes",
                     first);
}

/// Our sentence for a mistake that CLI11 found.
std::string explain(const CLI::App& program, const CLI::ParseError& error) {
  std::string what = error.what();
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) return explain_extras(program);
  if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
    if (!program.remaining().empty()) return explain_extras(program);
    if (&named(program) == &program) return "which command? " + help_hint(program);
    return fmt::format("{}; {}", what, help_hint(program));
  }
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
    const std::string option = what.substr(0, what.find(':'));
    return named(program).count(option) > 1
               ? fmt::format("{} stands there more than once", option)
               : fmt::format("{} needs a value; {}", option, help_hint(program));
  }
  const std::string separator = " excludes ";
  if (const auto at = what.find(separator); at != std::string::npos) {
    return fmt::format("{} and {} do not go together", what.substr(0, at),
                       what.substr(at + separator.size()));
  }
  return what;
}

int parse_and_run(CLI::App& program, int argc, char** argv) {
  try {
    program.parse(argc, argv);
    return kDone;
  } catch (const CLI::CallForHelp&) {
    Output out;
    out.print(program.help());
    out.flush();
    return kDone;
  } catch (const CLI::CallForVersion& call) {
    Output out;
    out.print(fmt::format("{}\n", call.what()));
    out.flush();
    return kDone;
  } catch (const CLI::ParseError& error) {
    complain(explain(program, error));
  } catch (const UsageError& error) {
    complain(error.what());
  }
  return kWrongCommandLine;
}

}  // namespace

int run_program(int argc, char** argv) noexcept {
  prepare_process();
  try {
    CLI::App program("See what every attention head of a BERT-family model looks at", "headscope");
    build(program);
    return parse_and_run(program, argc, argv);
  } catch (const ReaderGone&) {
    return kDone;
  } catch (const Error& error) {
    complain(error.what());
  } catch (const std::bad_alloc&) {
    complain("not enough memory");
  } catch (const std::exception& error) {
    complain(error.what());
  }
  return kFailed;
}

}  // namespace headscope::cli
