// Cutting a text at characters of a kind or where a pattern matches, and what becomes of those.
#pragma once

#include <vector>

#include "text/aligned_text.h"
#include "text/fields.h"
#include "text/regex.h"

namespace headscope::text {

/// What `a-b--c` becomes when it is cut at dashes.
enum class Delimiters {
  kRemoved,             ///< a b c
  kIsolated,            ///< a - b - - c
  kMergedWithPrevious,  ///< a- b- - c
  kMergedWithNext,      ///< a -b - -c
  kContiguous,          ///< a - b -- c
};

/// The one that the field `behavior` names. Throws Error when it names none.
Delimiters read_delimiters(const Fields& fields);

/// Cuts every piece at the matches of `pattern`, or where `invert` is set at what is between them.
void split_at(std::vector<AlignedText>& pieces, const Regex& pattern, Delimiters what,
              bool invert = false);

/// Cuts every piece at the characters for which `is_delimiter` holds.
void split_at(std::vector<AlignedText>& pieces, bool (*is_delimiter)(char32_t), Delimiters what);

}  // namespace headscope::text
