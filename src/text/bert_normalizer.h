// BERT's normalizer: cleans, sets Chinese characters apart, strips accents, lower-cases.
#pragma once

#include <optional>

#include "text/fields.h"
#include "text/normalizer.h"

namespace headscope::text {

class BertNormalizer : public Normalizer {
 public:
  /// Fields `clean_text`, `handle_chinese_chars`, `lowercase`, and `strip_accents`, which when
  /// null or missing is what `lowercase` is.
  explicit BertNormalizer(const Fields& fields);
  void normalize(AlignedText& text) const override;

 private:
  bool clean_text_;
  bool handle_chinese_chars_;
  bool lowercase_;
  bool strip_accents_;
};

}  // namespace headscope::text
