// Tokens of an input, within what a model takes.
#pragma once

#include <cstddef>
#include <string_view>

#include "cli/console.h"
#include "cli/input.h"
#include "cli/options.h"
#include "headscope/encoding.h"
#include "headscope/tokenizer.h"
#include "headscope/windows.h"

namespace headscope::cli {

Encoding encode(const Tokenizer& tokenizer, const TextPair& input);

/// Leaves an encoding of at most `max_tokens` as it is. A longer one is made again, cut by
/// `truncation`, and a warning says so; without a truncation it is an Error. Both call the text
/// `name`.
Encoding fit(Encoding encoding, const Tokenizer& tokenizer, Truncation truncation,
             std::size_t max_tokens, std::string_view name, std::string_view model,
             const Console& console);

/// The windows in which the options have a text read; none when one pass can see it all. Throws
/// Error when a window would be longer than `max_tokens`.
Windows split(const Encoding& encoding, const WindowChoice& choice, std::size_t max_tokens,
              std::string_view model);

}  // namespace headscope::cli
