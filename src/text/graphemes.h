// Where a grapheme cluster, what a reader takes for one character, ends (Unicode Standard
// Annex #29). "e" with an accent behind it is one.
#pragma once

#include <cstddef>

#include "text/aligned_text.h"

namespace headscope::text {

/// The end of the cluster that begins at `begin`, which is before the end of the text and where a
/// cluster begins. Pairs of regional indicators (flags) are taken apart: their clusters are longer
/// than any that the one who asks, the Precompiled normalizer, treats as one.
std::size_t grapheme_end(AlignedView text, std::size_t begin) noexcept;

}  // namespace headscope::text
