#include "cli/options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <map>

namespace headscope::cli {
namespace {

/// "L3H7", or "L3 H7" as captions have it.
HeadId parse_head(const std::string& name) {
  HeadId id;
  const char* const end = name.data() + name.size();
  const auto number_behind = [&](const char* at, char letter, std::int64_t& number) {
    while (at != end && *at == ' ') ++at;
    if (at == end || *at != letter) return end + 1;
    const auto [behind, error] = std::from_chars(at + 1, end, number);
    return error == std::errc() ? behind : end + 1;
  };
  const char* at = number_behind(name.data(), 'L', id.layer);
  if (at <= end) at = number_behind(at, 'H', id.head);
  if (at == end) return id;
  throw UsageError(
      fmt::format("--off takes heads such as L3H7, with commas between them, not '{}'", name));
}

}  // namespace

void add_model_choice(CLI::App& command, ModelChoice& choice) {
  command.add_option("--model", choice.model, "A model's folder, or its name on the hub")
      ->type_name("NAME|FOLDER")
      ->capture_default_str();
  add_manners(command, choice);
}

void add_manners(CLI::App& command, ModelChoice& choice) {
  command.add_flag("--offline", choice.offline,
                   "Never use the network, not to download a model either");
  command.add_flag("--quiet", choice.quiet, "No warnings, no progress");
}

void add_threads(CLI::App& command, ModelChoice& choice) {
  command
      .add_option_function<std::string>(
          "--threads",
          [&choice](const std::string& value) {
            choice.threads = parse_number("--threads", value, 1, 1024);
          },
          "Threads of the forward pass; otherwise one a CPU")
      ->type_name("N");
}

void add_heads_off(CLI::App& command, ModelChoice& choice) {
  command
      .add_option_function<std::string>(
          "--off",
          [&choice](const std::string& list) {
            for (const auto& name : split_list(list)) choice.heads_off.push_back(parse_head(name));
          },
          "Heads to switch off, as a list: L3H7,L0H1")
      ->type_name("HEADS");
}

void add_text(CLI::App& command, TextChoice& choice) {
  auto* text =
      command.add_option("TEXT", choice.text, "The text; - reads standard input")->type_name("");
  command.add_option("--pair", choice.pair, "A second text, for models that take two")
      ->type_name("TEXT");
  command.add_option("--file", choice.file, "Read the text from a file")
      ->type_name("FILE")
      ->excludes(text);
}

void add_lines(CLI::App& command, TextChoice& choice) {
  auto* lines = command.add_option("--lines", choice.lines,
                                   "Many texts: one a line, or {\"text\", \"pair\"} in a .jsonl");
  lines->type_name("FILE");
  for (const char* other : {"TEXT", "--pair", "--file"}) lines->excludes(command.get_option(other));
}

void add_text_choice(CLI::App& command, TextChoice& choice) {
  add_text(command, choice);
  static const std::map<std::string, Truncation> kStrategies = {
      {"longest_first", Truncation::kLongestFirst},
      {"only_first", Truncation::kOnlyFirst},
      {"only_second", Truncation::kOnlySecond}};
  command
      .add_option_function<std::string>(
          "--truncation",
          [&choice](const std::string& value) {
            const auto found = kStrategies.find(value);
            if (found == kStrategies.end()) {
              throw UsageError(fmt::format(
                  "--truncation takes longest_first, only_first or only_second, not '{}'", value));
            }
            choice.truncation = found->second;
          },
          "Cut a text that is longer than the model takes")
      ->type_name("longest_first|only_first|only_second");
}

void add_windows(CLI::App& command, WindowChoice& choice) {
  auto* windows =
      command
          .add_flag("--windows", choice.on,
                    "Read a text that is longer than the model takes in windows that overlap")
          ->excludes(command.get_option("--truncation"));
  const auto add_count = [&](const char* name, std::optional<int>& count, int least,
                             const char* description) {
    command
        .add_option_function<std::string>(
            name,
            [&count, name, least](const std::string& value) {
              count = parse_number(name, value, least, 1'000'000);
            },
            description)
        ->type_name("N")
        ->needs(windows);
  };
  add_count("--stride", choice.stride, 0,
            "Tokens that a window shares with the next; otherwise a quarter of a window");
  add_count("--max-length", choice.max_length, 1,
            "Tokens of a window; otherwise as many as the model takes");
}

void add_json(CLI::App& command, bool& json) { command.add_flag("--json", json, "Print JSON"); }

void add_example(CLI::App& command, std::string_view example) {
  command.footer(fmt::format("Example:\n  {}", example));
}

std::vector<std::string> split_list(std::string_view list) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    parts.emplace_back(list.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

int parse_number(std::string_view option, const std::string& value, int least, int most) {
  int number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc() || end != value.data() + value.size() || number < least ||
      number > most) {
    throw UsageError(
        fmt::format("{} takes whole numbers from {} to {}, not '{}'", option, least, most, value));
  }
  return number;
}

}  // namespace headscope::cli
