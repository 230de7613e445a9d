#include "text/truncation.h"

#include <algorithm>
#include <string>

#include "headscope/error.h"

namespace headscope::text {
namespace {

using Lengths = std::pair<std::size_t, std::size_t>;

/// The shorter text stays whole if it is at most half of the room; else both get half, and the
/// longer one the token that is left over.
Lengths cut_longest(Lengths lengths, std::size_t room) {
  const bool first_is_longer = lengths.first > lengths.second;
  std::size_t shorter = std::min(lengths.first, lengths.second);
  std::size_t longer = room / 2 + room % 2;
  if (shorter <= room / 2) {
    longer = room - shorter;
  } else {
    shorter = room / 2;
  }
  return first_is_longer ? Lengths{longer, shorter} : Lengths{shorter, longer};
}

}  // namespace

Lengths truncated_lengths(std::size_t text, std::size_t pair, bool is_pair, std::size_t room,
                          Truncation strategy) {
  if (strategy == Truncation::kNone || text + pair <= room) return {text, pair};
  if (room == 0) return {0, 0};
  if (strategy == Truncation::kLongestFirst) {
    return is_pair ? cut_longest({text, pair}, room) : Lengths{room, 0};
  }
  const bool cuts_first = strategy == Truncation::kOnlyFirst;
  if (!cuts_first && !is_pair) {
    throw Error("only the second text may be cut, but there is no second text; allow the first");
  }
  const std::size_t excess = text + pair - room;
  const std::size_t may_cut = cuts_first ? text : pair;
  if (may_cut <= excess) {
    throw Error("the " + std::string(cuts_first ? "first" : "second") + " text has " +
                std::to_string(may_cut) + " tokens and would have to lose " +
                std::to_string(excess) + "; allow more tokens or let both texts be cut");
  }
  return cuts_first ? Lengths{text - excess, pair} : Lengths{text, pair - excess};
}

}  // namespace headscope::text
