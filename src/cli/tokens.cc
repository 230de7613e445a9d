#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "checkpoint/config.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/download_bar.h"
#include "cli/encode.h"
#include "cli/input.h"
#include "cli/options.h"
#include "cli/report.h"
#include "headscope/hub.h"

namespace headscope::cli {
namespace {

struct TokensOptions {
  ModelChoice model;
  TextChoice text;
  bool json = false;
};

Json to_json(const Encoding& encoding, const std::string& model) {
  Json offsets = Json::array();
  for (const Span& span : encoding.offsets) offsets.push_back({span.begin, span.end});
  Json word_ids = Json::array();
  for (const std::int32_t word : encoding.word_ids) {
    word_ids.push_back(word < 0 ? Json() : Json(word));
  }
  return {{"model", model},
          {"text", encoding.text},
          {"pair", encoding.pair ? Json(*encoding.pair) : Json()},
          {"ids", encoding.ids},
          {"tokens", encoding.tokens},
          {"type_ids", encoding.type_ids},
          {"offsets", std::move(offsets)},
          {"word_ids", std::move(word_ids)},
          {"special", encoding.special}};
}

// The token stands last, so that letters of any width leave the columns straight.
std::string to_columns(const Encoding& encoding) {
  std::string table = fmt::format("{:>4} {:>7} {:>8} {:>5} {:>12}   {}\n", "#", "id", "segment",
                                  "word", "characters", "token");
  for (std::size_t i = 0; i < encoding.size(); ++i) {
    const Span span = encoding.offsets[i];
    const bool special = encoding.special[i];
    table += fmt::format("{:>4} {:>7} {:>8} {:>5} {:>12}   {}\n", i, encoding.ids[i],
                         encoding.type_ids[i], special ? "-" : std::to_string(encoding.word_ids[i]),
                         special ? "-" : fmt::format("{} to {}", span.begin, span.end),
                         printable(encoding.tokens[i]));
  }
  return table;
}

class TokenPrinter {
 public:
  explicit TokenPrinter(const TokensOptions& options)
      : options_(options),
        console_(options.model.quiet),
        found_(locate_model(options.model.model, options.model.offline, console_)),
        tokenizer_(Tokenizer::load(found_.folder)) {
    if (options.text.truncation == Truncation::kNone) return;
    max_tokens_ = static_cast<std::size_t>(
        checkpoint::Config::read(found_.folder).integer("max_position_embeddings"));
  }

  void print(const std::vector<TextPair>& inputs) {
    Progress progress(console_, inputs.size());
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      const Encoding encoding = tokens(inputs[i]);
      if (!options_.json && i > 0) out_.print("\n");
      out_.print(options_.json ? to_line(to_json(encoding, found_.name)) : to_columns(encoding));
      progress.advance(i + 1, fmt::format("{} of {} texts", i + 1, inputs.size()));
    }
    out_.flush();
  }

 private:
  Encoding tokens(const TextPair& input) const {
    Encoding encoding = encode(tokenizer_, input);
    if (!max_tokens_) return encoding;
    return fit(std::move(encoding), tokenizer_, options_.text.truncation, *max_tokens_, input.name,
               found_.name, console_);
  }

  const TokensOptions& options_;
  Console console_;
  FoundModel found_;
  Tokenizer tokenizer_;
  std::optional<std::size_t> max_tokens_;  // set when texts may be cut
  Output out_;
};

void print_tokens(const TokensOptions& options) {
  const auto inputs = options.text.lines.empty() ? std::vector{read_text(options.text)}
                                                 : read_lines(options.text.lines);
  TokenPrinter(options).print(inputs);
}

}  // namespace

void add_tokens(CLI::App& program) {
  auto options = std::make_shared<TokensOptions>();
  CLI::App* command = program.add_subcommand("tokens", "Print the tokens of a text");
  add_text_choice(*command, options->text);
  add_lines(*command, options->text);
  add_model_choice(*command, options->model);
  add_json(*command, options->json);
  add_example(*command, "headscope tokens \"Transformers are amazing!\" --json");
  command->callback([options] { print_tokens(*options); });
}

}  // namespace headscope::cli
