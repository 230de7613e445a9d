// Puts one text in place of whatever matches a pattern, from left to right.
#pragma once

#include <string>

#include "text/fields.h"
#include "text/normalizer.h"
#include "text/regex.h"

namespace headscope::text {

class Replace : public Normalizer {
 public:
  /// From `pattern` and `content`. Throws Error when the pattern is not supported or can match
  /// nothing.
  explicit Replace(const Fields& fields);
  Replace(Regex pattern, std::u32string content)
      : pattern_(std::move(pattern)), content_(std::move(content)) {}

  void normalize(AlignedText& text) const override;

 private:
  Regex pattern_;
  std::u32string content_;
};

/// {"String": "``"} or {"Regex": " {2,}"}. Throws Error when it is neither, or an empty string.
Regex read_pattern(const Fields& pattern);

}  // namespace headscope::text
