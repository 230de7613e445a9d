// The English of figures: what stands in captions and legends.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "figure/lines.h"
#include "headscope/figure.h"

namespace headscope::figure::words {

/// A space at which no line breaks.
inline constexpr std::string_view kNoBreak = "\u00a0";

/// "a, b and c"
std::string listed(std::span<const std::string> names);

/// "14,641"
std::string grouped(std::size_t count);

/// "1 line", "12 lines"
std::string counted(std::size_t count, std::string_view one);

/// "head 3"
std::string head(std::int64_t head);

/// Heads that have no colour of their own.
std::string other_heads();

/// "all-MiniLM-L6-v2, layer 3, heads 1 and 4.", "layer 3, mean of all 12 heads."
std::string heads(std::string_view model, std::int64_t layer, std::span<const std::int64_t> heads,
                  Together together, std::int64_t all);

/// "Raw attention."
std::string lens(std::string_view name);

/// "[CLS] and [SEP] muted."
std::string muted(std::span<const std::string> tokens);

/// "Only A→B and B→A."
std::string segments(const std::array<bool, 4>& shown);

/// "Numbers: what “it” looks at.", "Bars, 0 to 1: what “it” looks at."
std::string pinned(std::span<const std::string> tokens, Side side, bool bars);

/// "12 of 36 lines = 71 % of attention."
std::string share(const Share& share, const Visibility& see, bool muted);

/// "all-MiniLM-L6-v2, all 72 heads."
std::string all_heads(std::string_view model, std::int64_t heads);

/// "Rows look at columns, square-root scale."
std::string cells(std::size_t block, Scale scale);

/// "Largest weight 0.871."
std::string largest(std::string_view weight);

/// "Strongest lines first in each row, until 70 % is reached."
std::string strongest_first(int share);

/// "Lines join blocks of 3 tokens by their strongest weight."
std::string joined_blocks(std::size_t block);

/// "At most the 8,000 strongest are drawn."
std::string capped();

/// "Read in 3 windows that overlap. …"
std::string windows(std::size_t count);

}  // namespace headscope::figure::words
