// The last step of a tokenizer: puts special tokens around a text or a pair of texts, and takes
// blanks off the tokens' spans.
//
//   Template post(fields);  // {"type": "TemplateProcessing", ...}
//   post.pieces(true);      // [CLS]:0 A:0 [SEP]:0 B:1 [SEP]:1
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "text/fields.h"

namespace headscope::text {

/// What stands at one place of a template: one of the texts, or a special token.
struct TemplatePiece {
  enum class Kind { kText, kPair, kSpecial };
  Kind kind = Kind::kText;
  std::int32_t id = 0;  ///< of a special token
  std::int32_t type_id = 0;
};

/// One template for a text alone and one for a pair.
class Template {
 public:
  /// No special tokens at all.
  Template();

  /// From a component of tokenizer.json: "TemplateProcessing", "BertProcessing",
  /// "RobertaProcessing", "ByteLevel", or a "Sequence" of "ByteLevel" and one of these. Throws
  /// Error when its `type` is not supported, or when it is not complete.
  explicit Template(const Fields& fields);

  const std::vector<TemplatePiece>& pieces(bool is_pair) const { return is_pair ? pair_ : single_; }

  /// What BERT puts around texts: `[CLS] A [SEP]` and `[CLS] A [SEP] B [SEP]`.
  static Template bert(std::int32_t cls, std::int32_t sep);

  /// What RoBERTa puts around texts: `<s> A </s>` and `<s> A </s> </s> B </s>`, all of type 0.
  static Template roberta(std::int32_t cls, std::int32_t sep);

  /// Spans are trimmed as `trimmed` in offset_trim.h says, once for each entry: whether the
  /// tokenizer added a space before the text.
  void trim_offsets(bool added_prefix_space) { trims_.push_back(added_prefix_space); }
  const std::vector<bool>& trims() const { return trims_; }

  /// How many tokens it adds.
  std::size_t added(bool is_pair) const;

 private:
  void read_templates(const Fields& fields);
  void read_trim(const Fields& fields);
  void read_sequence(const Fields& fields);

  std::vector<TemplatePiece> single_;
  std::vector<TemplatePiece> pair_;
  std::vector<bool> trims_;
};

}  // namespace headscope::text
