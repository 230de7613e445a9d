// WordPiece (Wu et al. 2016, https://arxiv.org/abs/1609.08144): a word from left to right, each
// time the longest entry that fits. "embeddings" becomes "em" "##bed" "##ding" "##s".
#pragma once

#include <string>

#include "text/fields.h"
#include "text/model.h"

namespace headscope::text {

/// What tokenizer.json says about a WordPiece model, apart from the vocabulary.
struct WordPieceOptions {
  std::string unknown = "[UNK]";
  std::string continuation = "##";  ///< before entries that do not begin a word
  std::size_t longest_word = 100;   ///< characters; what is longer is unknown

  /// From the fields `unk_token`, `continuing_subword_prefix` and `max_input_chars_per_word`.
  static WordPieceOptions read(const Fields& model);
};

class WordPiece : public Model {
 public:
  /// Throws Error that names `file` when the vocabulary has no entry for unknown words.
  WordPiece(Vocabulary vocabulary, const WordPieceOptions& options,
            const std::filesystem::path& file);

  void tokenize(AlignedView word, std::vector<Subword>& pieces) const override;
  const Vocabulary& vocabulary() const noexcept override { return vocabulary_; }
  std::string_view kind() const noexcept override { return "WordPiece"; }

 private:
  Vocabulary vocabulary_;
  std::int32_t unknown_ = 0;
  std::string continuation_;
  std::size_t longest_word_;
};

}  // namespace headscope::text
