#include "cli/encode.h"

#include <fmt/format.h>

#include "headscope/error.h"

namespace headscope::cli {

Encoding encode(const Tokenizer& tokenizer, const TextPair& input) {
  return tokenizer.encode(input.text, input.pair);
}

Encoding fit(Encoding encoding, const Tokenizer& tokenizer, Truncation truncation,
             std::size_t max_tokens, std::string_view name, std::string_view model,
             const Console& console) {
  const std::size_t count = encoding.size();
  if (count <= max_tokens) return encoding;
  if (truncation == Truncation::kNone) {
    throw Error(
        fmt::format("{} has {} tokens, {} takes at most {}; read it in windows that overlap with "
                    "--windows, or cut it with --truncation longest_first",
                    name, count, model, max_tokens));
  }
  console.warn(fmt::format("{} has {} tokens and was cut to the {} that {} takes", name, count,
                           max_tokens, model));
  return tokenizer.encode(encoding.text, encoding.pair, truncation, max_tokens);
}

Windows split(const Encoding& encoding, const WindowChoice& choice, std::size_t max_tokens,
              std::string_view model) {
  WindowOptions options{.max_tokens = max_tokens};
  if (choice.max_length) options.max_tokens = static_cast<std::size_t>(*choice.max_length);
  if (choice.stride) options.stride = static_cast<std::size_t>(*choice.stride);
  if (options.max_tokens > max_tokens) {
    throw Error(fmt::format("--max-length is {}, and {} takes at most {} tokens; ask for less",
                            options.max_tokens, model, max_tokens));
  }
  return split_into_windows(encoding, options);
}

}  // namespace headscope::cli
