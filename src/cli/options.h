// Options that several commands share, and mistakes in their use.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "headscope/tokenizer.h"
#include "headscope/trace.h"

namespace CLI {
class App;
}

namespace headscope::cli {

/// The command line is wrong: one sentence, and exit status 2.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Which model, and how to run it.
struct ModelChoice {
  std::string model = "bert-base-uncased";
  int threads = 0;
  bool offline = false;
  bool quiet = false;
  std::vector<HeadId> heads_off;
};

/// Whether a text that is too long goes through the model in windows, and in which.
struct WindowChoice {
  bool on = false;
  std::optional<int> stride;
  std::optional<int> max_length;
};

/// Where the text comes from, and what happens when it is too long.
struct TextChoice {
  std::optional<std::string> text;  ///< "-" is standard input
  std::optional<std::string> pair;
  std::string file;
  std::string lines;  ///< a file with many texts
  Truncation truncation = Truncation::kNone;
  WindowChoice windows;
};

/// --model, --offline, --quiet.
void add_model_choice(CLI::App& command, ModelChoice& choice);

/// --offline, --quiet.
void add_manners(CLI::App& command, ModelChoice& choice);

/// --threads.
void add_threads(CLI::App& command, ModelChoice& choice);

/// --off: heads that are switched off.
void add_heads_off(CLI::App& command, ModelChoice& choice);

/// TEXT, --pair, --file, --truncation.
void add_text_choice(CLI::App& command, TextChoice& choice);

/// --lines, instead of all that add_text adds, which must be there.
void add_lines(CLI::App& command, TextChoice& choice);

/// --windows, --stride, --max-length. The command has --truncation.
void add_windows(CLI::App& command, WindowChoice& choice);

/// TEXT, --pair, --file.
void add_text(CLI::App& command, TextChoice& choice);

/// --json.
void add_json(CLI::App& command, bool& json);

/// "Example:" below the help of a command.
void add_example(CLI::App& command, std::string_view example);

/// The parts between the commas.
std::vector<std::string> split_list(std::string_view list);

/// A whole number within the limits. Throws UsageError that names the option.
int parse_number(std::string_view option, const std::string& value, int least, int most);

}  // namespace headscope::cli
