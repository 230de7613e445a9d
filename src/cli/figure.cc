#include "headscope/figure.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "cli/console.h"
#include "cli/input.h"
#include "cli/options.h"
#include "cli/report.h"
#include "cli/run.h"
#include "cli/trace_input.h"
#include "headscope/error.h"

namespace headscope::cli {
namespace {

constexpr int kMostNumber = 1'000'000;  // of a layer, a head or a token

struct FigureChoice {
  ModelChoice model;
  TextChoice text;
  FigureOptions figure;
  bool all_heads = false;
  std::string output = "figure.svg";
  bool json = false;
};

Trace load_one(const std::string& name, const Console& console) {
  const TraceFile file(name);
  if (file.size() != 1) {
    throw Error(
        fmt::format("{}: holds {} texts, and a figure shows one; write a trace of that one "
                    "with headscope trace",
                    name, file.size()));
  }
  LoadedTrace loaded = file.load(0);
  for (const auto& warning : loaded.warnings) console.warn(warning);
  return std::move(loaded.trace);
}

Trace trace_of(const FigureChoice& choice, const Console& console) {
  if (is_trace_file(choice.text)) return load_one(*choice.text.text, console);
  const TextPair input = read_text(choice.text);
  Runner runner(choice.model, console);
  return runner.run(input, choice.text,
                    [](const ModelInfo&, const Tokenizer&, const Encoding&) { return Keep{}; });
}

std::vector<std::int64_t> parse_numbers(std::string_view option, const std::string& list) {
  std::vector<std::int64_t> numbers;
  for (const std::string& one : split_list(list)) {
    numbers.push_back(parse_number(option, one, 0, kMostNumber));
  }
  return numbers;
}

std::array<bool, 4> parse_segments(const std::string& list) {
  static constexpr std::array<std::string_view, 4> kNames = {"aa", "ab", "ba", "bb"};
  std::array<bool, 4> shown{};
  for (const std::string& one : split_list(list)) {
    const auto* known = std::find(kNames.begin(), kNames.end(), one);
    if (known == kNames.end()) {
      throw UsageError(
          fmt::format("--segments does not know '{}'; it takes aa, ab, ba and bb", one));
    }
    shown[static_cast<std::size_t>(known - kNames.begin())] = true;
  }
  return shown;
}

void require_suffix(const std::string& output) {
  const std::string suffix = std::filesystem::path(output).extension().string();
  if (suffix == ".svg" || suffix == ".pdf" || suffix == ".png") return;
  throw UsageError(
      fmt::format("--output is '{}'; a figure's file ends with .svg, .pdf or .png", output));
}

void draw(FigureChoice& choice) {
  require_suffix(choice.output);
  const Console console(choice.model.quiet);
  const Trace trace = trace_of(choice, console);
  if (choice.all_heads) {
    choice.figure.heads.resize(static_cast<std::size_t>(trace.heads()));
    std::iota(choice.figure.heads.begin(), choice.figure.heads.end(), 0);
  }
  const Figure figure = draw_figure(trace, choice.figure);
  const std::uint64_t bytes = write_figure(figure, choice.output);
  Output out;
  out.print(choice.json
                ? to_line(Json{{"figure", choice.output},
                               {"bytes", bytes},
                               {"inches", figure.inches},
                               {"caption", figure.caption}})
                : to_table({{"caption", figure.caption},
                            {"width", fmt::format("{} in", figure.inches)},
                            {"figure", fmt::format("{}  {}", choice.output, to_size(bytes))}}));
  out.flush();
}

using Parse = std::function<void(const std::string&)>;

CLI::Option* add_parsed(CLI::App& command, const std::string& option, const Parse& parse,
                        const std::string& type, const std::string& description) {
  return command.add_option_function<std::string>(option, parse, description)->type_name(type);
}

/// An option that takes one of a few words.
template <typename Value>
void add_names(CLI::App& command, const std::string& option, Value& value,
               std::vector<std::pair<std::string, Value>> names, const std::string& description) {
  std::string all;
  for (const auto& name : names) all += (all.empty() ? "" : "|") + name.first;
  const Parse parse = [&value, option, all, names = std::move(names)](const std::string& given) {
    const auto known = std::find_if(names.begin(), names.end(),
                                    [&](const auto& name) { return name.first == given; });
    if (known == names.end()) {
      throw UsageError(fmt::format("{} takes {}, not '{}'", option, all, given));
    }
    value = known->second;
  };
  add_parsed(command, option, parse, all, description);
}

/// Which heads, and of which layer.
void add_head_options(CLI::App& command, FigureChoice& choice) {
  FigureOptions& figure = choice.figure;
  add_parsed(
      command, "--layer",
      [&](const std::string& given) {
        figure.layer = parse_number("--layer", given, 0, kMostNumber);
      },
      "N", "The layer, from 0; otherwise 0");
  add_parsed(
      command, "--head",
      [&](const std::string& given) {
        choice.all_heads = given == "all";
        if (!choice.all_heads) figure.heads = parse_numbers("--head", given);
      },
      "LIST", "Heads of that layer, from 0: 3, or 0,2,5, or all; otherwise 0");
  add_names<Together>(
      command, "--together", figure.together,
      {{"separate", Together::kSeparate}, {"mean", Together::kMean}, {"max", Together::kMax}},
      "Several heads: each by itself, or as one map");
  add_names<std::string>(
      command, "--lens", figure.lens,
      {{"raw", "raw"}, {"without-specials", "without-specials"}, {"mean", "mean"}},
      "What the weights are seen through");
}

/// Which lines and tokens.
void add_line_options(CLI::App& command, FigureChoice& choice) {
  FigureOptions& figure = choice.figure;
  add_parsed(
      command, "--lines",
      [&](const std::string& given) { figure.lines = parse_number("--lines", given, 50, 100); },
      "PERCENT", "The part of each row that its lines add up to, 50 to 100; otherwise 70");
  add_parsed(
      command, "--mute", [&](const std::string& given) { figure.muted = split_list(given); },
      "LIST", "Special tokens to hide: [CLS],[SEP]");
  add_parsed(
      command, "--segments",
      [&](const std::string& given) { figure.segments = parse_segments(given); }, "LIST",
      "Of a pair, what is shown: aa,ab,ba,bb");
  command.add_flag("--words", figure.whole_words, "Whole words instead of their pieces");
  const auto pin = [&](std::string_view option, Side side) {
    return [&figure, option, side](const std::string& given) {
      figure.pinned = parse_numbers(option, given);
      figure.side = side;
    };
  };
  CLI::Option* from = add_parsed(command, "--from", pin("--from", Side::kFrom), "LIST",
                                 "Tokens, from 0, whose lines stand out, with what they look at");
  add_parsed(command, "--to", pin("--to", Side::kTo), "LIST", "The same, with who looks at them")
      ->excludes(from);
}

/// How it is drawn.
void add_look_options(CLI::App& command, FigureChoice& choice) {
  FigureOptions& figure = choice.figure;
  add_names<FigureView>(
      command, "--view", figure.view,
      {{"head", FigureView::kHead}, {"model", FigureView::kModel}, {"matrix", FigureView::kMatrix}},
      "Lines between tokens, every head, or heatmaps");
  add_names<Scale>(command, "--scale", figure.scale,
                   {{"sqrt", Scale::kSqrt}, {"linear", Scale::kLinear}},
                   "How the matrix view's colours follow the weights");
  add_names<bool>(command, "--draw", figure.model_lines, {{"matrix", false}, {"lines", true}},
                  "How the model view draws a head");
  add_names<ColumnWidth>(command, "--width", figure.width,
                         {{"one", ColumnWidth::kOne}, {"two", ColumnWidth::kTwo}},
                         "Columns of a paper: 3.25 or 7 inches");
}

/// Beside those of every run.
constexpr std::array<const char*, 1> kRunOptions = {"--off"};

}  // namespace

void add_figure(CLI::App& program) {
  auto choice = std::make_shared<FigureChoice>();
  CLI::App* command = program.add_subcommand(
      "figure", "Draw a view as SVG, PDF or PNG for a paper, as the page exports it");
  add_text_choice(*command, choice->text);
  add_windows(*command, choice->text.windows);
  command->get_option("TEXT")->description(
      "The text, or FILE.safetensors written by headscope trace or any other program; - reads "
      "standard input");
  command->add_option("-o,--output", choice->output, "The figure to write: .svg, .pdf or .png")
      ->type_name("FILE")
      ->capture_default_str();
  add_look_options(*command, *choice);
  add_head_options(*command, *choice);
  add_line_options(*command, *choice);
  add_model_choice(*command, choice->model);
  add_threads(*command, choice->model);
  add_heads_off(*command, choice->model);
  add_json(*command, choice->json);
  add_example(
      *command,
      "headscope figure \"The cat sat because it was tired.\" --layer 3 --head 1,4 --from 5 "
      "-o cat.pdf");
  command->callback([choice, command] {
    if (is_trace_file(choice->text)) refuse_run_options(*command, kRunOptions);
    draw(*choice);
  });
}

}  // namespace headscope::cli
