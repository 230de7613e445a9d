// NFD, NFC, NFKD and NFKC (Unicode Standard Annex #15), with the original positions carried along.
#pragma once

#include "text/aligned_text.h"
#include "text/unicode.h"

namespace headscope::text {

/// NFD (canonical) or NFKD (compatible).
void decompose(AlignedText& text, Form form);

/// NFC (canonical) or NFKC (compatible).
void compose(AlignedText& text, Form form);

}  // namespace headscope::text
