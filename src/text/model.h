// The third step of a tokenizer: cuts a word into entries of the vocabulary.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "text/aligned_text.h"
#include "text/vocabulary.h"

namespace headscope::text {

/// An entry of the vocabulary found in a word, and the characters `[begin, end)` that it covers.
struct Subword {
  std::int32_t id = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
  friend bool operator==(const Subword&, const Subword&) = default;
};

class Model {
 public:
  virtual ~Model() = default;
  /// Appends the pieces of `word`, which is not empty.
  virtual void tokenize(AlignedView word, std::vector<Subword>& pieces) const = 0;
  /// Whether an entry reads as what it stands for in the text, not as the vocabulary has it.
  virtual bool reads_as_text(std::int32_t) const noexcept { return false; }
  /// How many ids there are.
  virtual std::size_t size() const noexcept { return vocabulary().size(); }
  virtual const Vocabulary& vocabulary() const noexcept = 0;
  /// The algorithm in the field's words: "WordPiece".
  virtual std::string_view kind() const noexcept = 0;
};

}  // namespace headscope::text
