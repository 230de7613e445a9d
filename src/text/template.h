// The last step of a tokenizer: puts special tokens around a text or a pair of texts.
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

  /// From a component of tokenizer.json, "TemplateProcessing" or "BertProcessing". Throws Error
  /// when its `type` is not supported, or when it is not complete.
  explicit Template(const Fields& fields);

  const std::vector<TemplatePiece>& pieces(bool is_pair) const { return is_pair ? pair_ : single_; }

  /// What BERT puts around texts: `[CLS] A [SEP]` and `[CLS] A [SEP] B [SEP]`.
  static Template bert(std::int32_t cls, std::int32_t sep);

  /// How many tokens it adds.
  std::size_t added(bool is_pair) const;

 private:
  std::vector<TemplatePiece> single_;
  std::vector<TemplatePiece> pair_;
};

}  // namespace headscope::text
