// Where texts come from: the command line, standard input, a file, a file with a text a line.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/options.h"

namespace headscope::cli {

/// One input of a model, as valid UTF-8.
struct TextPair {
  std::string text;
  std::optional<std::string> pair;
  std::string name = "the text";  ///< for messages, such as "texts.txt: line 3"
};

/// The text that the options name. Standard input and files are taken as they are, the last line
/// break included. Throws UsageError when there is no text, Error when it cannot be read or is not
/// valid UTF-8.
TextPair read_text(const TextChoice& choice);

/// A text a line, of a file or of standard input ("-"); the line break ("\n" or "\r\n") is no part
/// of it. When the file's name ends in .jsonl, a line is an object {"text": …, "pair": …}. Throws
/// Error that names the line.
std::vector<TextPair> read_lines(const std::string& file);

/// The lines that the options name, of which there must be one, or else their one text.
std::vector<TextPair> read_texts(const TextChoice& choice);

}  // namespace headscope::cli
