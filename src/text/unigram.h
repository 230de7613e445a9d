// The Unigram language model (Kudo 2018, https://arxiv.org/abs/1804.10959): every piece has the
// logarithm of its probability, and a word is cut so that the sum is largest.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "text/byte_ids.h"
#include "text/fields.h"
#include "text/model.h"

namespace headscope::text {

class Unigram : public Model {
 public:
  /// `scores` by id. Without `unknown` every character of a text must be a piece.
  /// Throws Error that names `file` when there are no pieces or `unknown` is none of them.
  Unigram(Vocabulary vocabulary, std::vector<double> scores, std::optional<std::int32_t> unknown,
          bool byte_fallback, const std::filesystem::path& file);

  /// Unknown characters in a row become one piece, or, where there are pieces for them, bytes.
  /// Throws Error when one turns up and there is no `unknown`.
  void tokenize(AlignedView word, std::vector<Subword>& pieces) const override;
  bool reads_as_text(std::int32_t id) const noexcept override { return id == unknown_; }
  std::size_t size() const noexcept override { return scores_.size(); }
  const Vocabulary& vocabulary() const noexcept override { return vocabulary_; }
  std::string_view kind() const noexcept override { return "Unigram"; }

 private:
  struct Best;

  std::vector<Best> best_paths(AlignedView word) const;
  void append_unknown(AlignedView word, std::size_t begin, std::size_t end,
                      std::vector<Subword>& pieces) const;

  Vocabulary vocabulary_;
  std::vector<double> scores_;
  std::optional<std::int32_t> unknown_;
  double unknown_score_ = 0;
  ByteIds bytes_;
};

}  // namespace headscope::text
