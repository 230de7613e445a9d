// BERT's normalizer: cleans, sets Chinese characters apart, strips accents, lower-cases.
#pragma once

#include <optional>

#include "text/fields.h"
#include "text/normalizer.h"

namespace headscope::text {

struct BertNormalizerOptions {
  bool clean_text = true;             ///< drop control characters, make every blank a space
  bool handle_chinese_chars = true;   ///< spaces around every CJK ideograph
  std::optional<bool> strip_accents;  ///< when not said, what `lowercase` is
  bool lowercase = true;

  /// From the fields of these names.
  static BertNormalizerOptions read(const Fields& fields);
};

class BertNormalizer : public Normalizer {
 public:
  explicit BertNormalizer(const BertNormalizerOptions& options) : options_(options) {}
  void normalize(AlignedText& text) const override;

 private:
  BertNormalizerOptions options_;
};

}  // namespace headscope::text
