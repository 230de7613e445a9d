// The first step of a tokenizer: rewrites a text before it is cut into words.
//
//   auto normalizer = make_normalizer(fields);  // {"type": "BertNormalizer", ...}
//   normalizer->normalize(text);                // "Café!" -> "cafe!"
#pragma once

#include <memory>

#include "text/aligned_text.h"
#include "text/fields.h"

namespace headscope::text {

class Normalizer {
 public:
  virtual ~Normalizer() = default;
  virtual void normalize(AlignedText& text) const = 0;
};

/// The normalizer that a component of tokenizer.json describes. Throws Error when its `type` is
/// not supported, or when a field that it needs is missing or of another kind.
std::unique_ptr<const Normalizer> make_normalizer(const Fields& fields);

}  // namespace headscope::text
