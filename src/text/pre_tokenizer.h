// The second step of a tokenizer: cuts a normalized text into words.
//
//   auto pre_tokenizer = make_pre_tokenizer(fields);  // {"type": "BertPreTokenizer"}
//   std::vector<AlignedText> pieces = {text};         // "cats, dogs"
//   pre_tokenizer->split(pieces);                     // "cats" "," "dogs"
#pragma once

#include <memory>
#include <vector>

#include "text/aligned_text.h"
#include "text/fields.h"

namespace headscope::text {

class PreTokenizer {
 public:
  virtual ~PreTokenizer() = default;
  /// Cuts every piece further. Drops what is empty.
  virtual void split(std::vector<AlignedText>& pieces) const = 0;
};

/// The pre-tokenizer that a component of tokenizer.json describes. Throws Error when its `type` is
/// not supported, or when a field that it needs is missing or of another kind.
std::unique_ptr<const PreTokenizer> make_pre_tokenizer(const Fields& fields);

/// BERT's: words between blanks, and every punctuation character a word of its own.
std::unique_ptr<const PreTokenizer> make_bert_pre_tokenizer();

}  // namespace headscope::text
