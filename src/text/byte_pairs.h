// Byte-pair encoding (Sennrich et al. 2016, https://arxiv.org/abs/1508.07909): a word begins as its
// characters, and again and again the pair that was most frequent in training is joined.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/byte_ids.h"
#include "text/fields.h"
#include "text/json_file.h"
#include "text/merge_table.h"
#include "text/model.h"

namespace headscope::text {

/// What tokenizer.json says about a BPE model, apart from vocabulary and merges.
struct BytePairsOptions {
  std::optional<std::string> unknown;  ///< for characters that the vocabulary lacks; else dropped
  std::string continuation;            ///< before characters that do not begin a word
  std::string word_end;                ///< behind the last character
  bool fuse_unknown = false;           ///< one token for unknown characters in a row
  bool byte_fallback = false;          ///< a lacking character as its bytes: <0xE2> <0x82> <0xAC>
  bool ignore_merges = false;          ///< a word that the vocabulary has is not built of parts

  /// From the fields `unk_token`, `continuing_subword_prefix`, `end_of_word_suffix`, `fuse_unk`,
  /// `byte_fallback` and `ignore_merges`. Throws Error when `dropout`, which makes the result a
  /// matter of chance, is asked for.
  static BytePairsOptions read(const Fields& model);
};

class BytePairs : public Model {
 public:
  /// Throws Error that names `file` when the vocabulary lacks what a merge joins or makes.
  BytePairs(Vocabulary vocabulary, const Merges& merges, const BytePairsOptions& options,
            const std::filesystem::path& file);

  /// Throws Error when an unknown character turns up and the vocabulary has no entry for those.
  void tokenize(AlignedView word, std::vector<Subword>& pieces) const override;
  const Vocabulary& vocabulary() const noexcept override { return vocabulary_; }
  std::string_view kind() const noexcept override { return "BPE"; }

 private:
  struct Symbol;

  std::vector<Symbol> symbols_of(AlignedView word) const;
  void require_unknown(std::string_view character) const;
  void join(std::vector<Symbol>& symbols) const;

  Vocabulary vocabulary_;
  BytePairsOptions options_;
  MergeTable merges_;
  std::optional<std::int32_t> unknown_;
  ByteIds bytes_;
};

}  // namespace headscope::text
