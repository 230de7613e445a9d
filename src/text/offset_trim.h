// What RobertaProcessing and ByteLevel do to offsets: a token's blanks are taken off its span, so
// that "Ġworld" is shown as "world".
#pragma once

#include <cstdint>
#include <string_view>

#include "headscope/encoding.h"
#include "text/aligned_text.h"

namespace headscope::text {

/// Blanks at the ends of a token, "Ġ" among them.
struct Blanks {
  std::int32_t before = 0;
  std::int32_t after = 0;
};

Blanks blanks_of(std::string_view token);
Blanks blanks_of(AlignedView token);

/// The span without them. With `added_prefix_space` a single blank at the beginning of the text is
/// the tokenizer's own and covers nothing.
Span trimmed(Span span, Blanks blanks, bool is_first, bool added_prefix_space) noexcept;

}  // namespace headscope::text
