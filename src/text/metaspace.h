// SentencePiece's way with blanks: spaces become "▁", and words begin with one.
#pragma once

#include <memory>

#include "text/pre_tokenizer.h"

namespace headscope::text {

struct MetaspaceOptions {
  enum class Prepend {
    kAlways,  ///< before every stretch that does not begin with one
    kFirst,   ///< only at the beginning of the text
    kNever,
  };
  char32_t replacement = U'\u2581';
  Prepend prepend = Prepend::kAlways;
  bool split = true;  ///< cut before every one

  /// From `replacement`, `prepend_scheme` and `split`, or as older files have it
  /// `add_prefix_space`. Throws Error when they contradict each other.
  static MetaspaceOptions read(const Fields& fields);
};

std::unique_ptr<const PreTokenizer> make_metaspace(const MetaspaceOptions& options);

}  // namespace headscope::text
