// A text as the model reads it: the tokens, and where in the text each one came from.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace headscope {

/// A half-open range `[begin, end)` of code points of a token's own text (`text` for sequence 0,
/// `pair` for sequence 1). Special tokens that the tokenizer added have `[0, 0)`.
struct Span {
  std::int32_t begin = 0;
  std::int32_t end = 0;
  friend bool operator==(const Span&, const Span&) = default;
};

/// What a tokenizer makes of a text or a pair of texts. All vectors have one entry a token; of a
/// trace file that does not say them, `ids` and `offsets` are empty.
struct Encoding {
  std::string text;                 ///< UTF-8, as it was given
  std::optional<std::string> pair;  ///< the second text, if there is one

  std::vector<std::int32_t> ids;
  std::vector<std::string> tokens;         ///< the vocabulary's string for each id
  std::vector<std::int32_t> type_ids;      ///< segment, 0 or 1
  std::vector<Span> offsets;               ///< in code points of the token's own text
  std::vector<std::int32_t> word_ids;      ///< word in the token's own text, -1 for special tokens
  std::vector<std::int32_t> sequence_ids;  ///< 0 text, 1 pair, -1 for special tokens
  std::vector<bool> special;               ///< added by the tokenizer, not typed by the user

  std::size_t size() const noexcept { return tokens.size(); }
};

}  // namespace headscope
