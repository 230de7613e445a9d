#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "cli/commands.h"
#include "cli/console.h"
#include "cli/options.h"

// The scripts are made from the commands themselves, so that they know every option there is.
namespace headscope::cli {
namespace {

/// What a shell should offer for the value of an option.
enum class Offer { kNothing, kFiles, kFolders, kChoices };

Offer offer_of(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  if (type == "FILE") return Offer::kFiles;
  if (type == "NAME|FOLDER") return Offer::kFolders;
  return type.find('|') != std::string::npos ? Offer::kChoices : Offer::kNothing;
}

std::string choices_of(const CLI::Option& option) {
  std::string choices = option.get_type_name();
  for (char& c : choices) c = c == '|' ? ' ' : c;
  return choices;
}

/// "-o --output": the option as it is typed, with `separator` between its names.
std::string names_of(const CLI::Option& option, std::string_view separator) {
  std::string names;
  const auto append = [&](const std::string& name) {
    if (!names.empty()) names += separator;
    names += name;
  };
  for (const auto& name : option.get_snames()) append("-" + name);
  for (const auto& name : option.get_lnames()) append("--" + name);
  return names;
}

void for_each_option(const CLI::App& app, const std::function<void(const CLI::Option&)>& visit) {
  for (const CLI::Option* option : app.get_options()) {
    if (!option->get_positional()) visit(*option);
  }
}

std::string command_names(const CLI::App& program) {
  std::string names;
  for (const CLI::App* command : program.get_subcommands({})) names += command->get_name() + ' ';
  names.pop_back();
  return names;
}

std::string bash_words(const CLI::App& app) {
  std::string words;
  for_each_option(app, [&](const CLI::Option& option) {
    if (!words.empty()) words += ' ';
    words += names_of(option, " ");
  });
  return words;
}

std::string bash_values(const CLI::App& command) {
  std::string cases;
  for_each_option(command, [&](const CLI::Option& option) {
    std::string reply;
    switch (offer_of(option)) {
      case Offer::kFiles:
        reply = "-f";
        break;
      case Offer::kFolders:
        reply = "-d";
        break;
      case Offer::kChoices:
        reply = fmt::format("-W \"{}\"", choices_of(option));
        break;
      case Offer::kNothing:
        if (option.get_items_expected_max() == 0) return;  // a flag: no value follows
        break;
    }
    cases += fmt::format("        {}) {}return ;;\n", names_of(option, "|"),
                         reply.empty() ? "" : fmt::format("_headscope_reply {}; ", reply));
  });
  return cases;
}

/// What may stand where a command takes no option: mostly a file, and a name on the hub is none.
std::string_view bash_argument(std::string_view command) {
  if (command == "completion") return "-W \"bash zsh\"";
  return command == "pull" ? "-W \"\"" : "-f";
}

std::string_view zsh_argument(std::string_view command) {
  if (command == "completion") return "1:shell:(bash zsh)";
  return command == "pull" ? "1:name: " : "*:file:_files";
}

std::string bash_script(const CLI::App& program) {
  std::string script = R"sh(# Completion of headscope for bash: eval "$(headscope completion bash)"
_headscope_reply() {
  mapfile -t COMPREPLY < <(compgen "$@" -- "$current")
}
_headscope() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
)sh";
  script += fmt::format("    _headscope_reply -W \"{} {}\"\n    return\n  fi\n",
                        command_names(program), bash_words(program));
  script += "  case ${COMP_WORDS[1]} in\n";
  for (const CLI::App* command : program.get_subcommands({})) {
    script += fmt::format("    {})\n      case $previous in\n{}      esac\n", command->get_name(),
                          bash_values(*command));
    script += fmt::format(
        "      if [[ $current == -* ]]; then _headscope_reply -W \"{}\"; else _headscope_reply "
        "{}; "
        "fi\n      ;;\n",
        bash_words(*command), bash_argument(command->get_name()));
  }
  return script + "  esac\n}\ncomplete -o filenames -F _headscope headscope\n";
}

/// Text inside single quotes and inside the brackets of `_arguments`.
std::string zsh_text(std::string_view text) {
  std::string quoted;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') quoted += '\\';
    if (c == '\'') {
      quoted += R"('\'')";
    } else {
      quoted += c;
    }
  }
  return quoted;
}

std::string zsh_value(const CLI::Option& option) {
  switch (offer_of(option)) {
    case Offer::kFiles:
      return ":file:_files";
    case Offer::kFolders:
      return ":folder:_files -/";
    case Offer::kChoices:
      return fmt::format(":value:({})", choices_of(option));
    case Offer::kNothing:
      return option.get_items_expected_max() == 0 ? "" : ":value: ";
  }
  return "";
}

std::string zsh_options(const CLI::App& app) {
  std::string lines;
  for_each_option(app, [&](const CLI::Option& option) {
    const auto line = [&](const std::string& name) {
      lines += fmt::format("        '{}[{}]{}' \\\n", name, zsh_text(option.get_description()),
                           zsh_value(option));
    };
    for (const auto& name : option.get_snames()) line("-" + name);
    for (const auto& name : option.get_lnames()) line("--" + name);
  });
  return lines;
}

std::string zsh_script(const CLI::App& program) {
  std::string script =
      "#compdef headscope\n"
      "# Completion of headscope for zsh: eval \"$(headscope completion zsh)\"\n"
      "_headscope() {\n"
      "  local -a commands=(\n";
  for (const CLI::App* command : program.get_subcommands({})) {
    script +=
        fmt::format("    '{}:{}'\n", command->get_name(), zsh_text(command->get_description()));
  }
  script += fmt::format("    {}\n  )\n", [&] {
    std::string words;
    for_each_option(program, [&](const CLI::Option& option) {
      for (const auto& name : option.get_lnames()) {
        words += fmt::format("'--{}:{}' ", name, zsh_text(option.get_description()));
      }
    });
    return words;
  }());
  script +=
      "  if ((CURRENT == 2)); then\n    _describe command commands\n    return\n  fi\n"
      "  shift words\n  ((CURRENT--))\n  case $words[1] in\n";
  for (const CLI::App* command : program.get_subcommands({})) {
    script +=
        fmt::format("    {})\n      _arguments \\\n{}        '{}'\n      ;;\n", command->get_name(),
                    zsh_options(*command), zsh_argument(command->get_name()));
  }
  return script +
         "  esac\n}\nif [[ $zsh_eval_context[-1] == loadautofunc ]]; then\n"
         "  _headscope \"$@\"\nelse\n  compdef _headscope headscope\nfi\n";
}

}  // namespace

void add_completion(CLI::App& program) {
  auto shell = std::make_shared<std::string>();
  CLI::App* command =
      program.add_subcommand("completion", "Print the completion script of a shell");
  command->add_option("SHELL", *shell, "bash or zsh")->type_name("")->required();
  add_example(*command, "eval \"$(headscope completion bash)\"");
  command->callback([shell, &program] {
    if (*shell != "bash" && *shell != "zsh") {
      throw UsageError(
          fmt::format("there is no completion for '{}'; there is bash and zsh", *shell));
    }
    Output out;
    out.print(*shell == "bash" ? bash_script(program) : zsh_script(program));
    out.flush();
  });
}

}  // namespace headscope::cli
