// Lower-casing, character by character: a final sigma stays "σ", and "İ" becomes two characters.
#pragma once

#include "text/aligned_text.h"

namespace headscope::text {

void make_lower_case(AlignedText& text);

}  // namespace headscope::text
