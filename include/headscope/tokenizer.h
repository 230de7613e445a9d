// Text to tokens, exactly as the checkpoint's own (fast) tokenizer does it.
//
//   auto tokenizer = headscope::Tokenizer::load("./bert-base-uncased");
//   auto encoding = tokenizer.encode("Transformers are amazing!");
//   // encoding.tokens: [CLS] transformers are amazing ! [SEP]
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "headscope/encoding.h"

namespace headscope {

/// How a text that is too long for the model is cut, by the names that Hugging Face uses.
enum class Truncation {
  kNone,          ///< never cut
  kLongestFirst,  ///< take tokens from the end of whichever text is longer
  kOnlyFirst,     ///< cut the text, keep the pair
  kOnlySecond,    ///< keep the text, cut the pair
};

/// A checkpoint's tokenizer. Immutable once loaded; `encode` may be called from many threads.
class Tokenizer {
 public:
  /// Reads `tokenizer.json`, or where there is none `vocab.txt` with `tokenizer_config.json`.
  /// Throws Error when the folder has neither, or when a component in the file is not supported
  /// (the message names it).
  static Tokenizer load(const std::filesystem::path& folder);

  /// Tokens of `text`, or of the pair `text`, `pair`, with the special tokens that the model
  /// expects. `max_tokens` counts these too and is used only with a truncation strategy.
  /// Throws Error when a text is not valid UTF-8 (the message says at which byte), or when the
  /// strategy cannot reach `max_tokens`.
  Encoding encode(std::string_view text, std::optional<std::string_view> pair = std::nullopt,
                  Truncation truncation = Truncation::kNone, std::size_t max_tokens = 0) const;

  /// Number of entries of the vocabulary, added tokens included.
  std::size_t vocabulary_size() const noexcept;

  /// The vocabulary's string for an id, or an empty string where there is none.
  std::string_view token(std::int32_t id) const noexcept;

  /// The id of the token that stands for a word to be filled in, [MASK] or <mask>; nothing where
  /// the tokenizer has none.
  std::optional<std::int32_t> mask_id() const noexcept;

  /// The algorithm in the field's words: "WordPiece".
  std::string_view kind() const noexcept;

  Tokenizer(Tokenizer&&) noexcept;
  Tokenizer& operator=(Tokenizer&&) noexcept;
  ~Tokenizer();

 private:
  struct Implementation;
  explicit Tokenizer(std::unique_ptr<const Implementation> implementation);
  std::unique_ptr<const Implementation> implementation_;
};

}  // namespace headscope
