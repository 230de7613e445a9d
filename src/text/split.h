// Cutting a text at characters of a kind, and what becomes of those characters.
#pragma once

#include <vector>

#include "text/aligned_text.h"

namespace headscope::text {

/// What `a-b--c` becomes when it is cut at dashes.
enum class Delimiters {
  kRemoved,             ///< a b c
  kIsolated,            ///< a - b - - c
  kMergedWithPrevious,  ///< a- b- - c
  kMergedWithNext,      ///< a -b - -c
  kContiguous,          ///< a - b -- c
};

/// Cuts every piece at the characters for which `is_delimiter` holds.
void split_at(std::vector<AlignedText>& pieces, bool (*is_delimiter)(char32_t), Delimiters what);

}  // namespace headscope::text
