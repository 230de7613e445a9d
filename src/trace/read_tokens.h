// What can be read off the tokens alone, for trace files whose metadata says no more.
//
//   complete(encoding, n);   // fills every vector that is empty
#pragma once

#include <cstddef>

#include "headscope/encoding.h"

namespace headscope::trace {

/// Gives every vector of `encoding` that is empty its `n` entries:
/// - tokens: "0", "1", …
/// - special: [CLS], [SEP], [PAD], <s>, </s>, <pad>, <cls>, <sep>, unless word ids or sequence ids
///   tell
/// - sequence_ids: from the type ids, or 1 behind the first separator
/// - type_ids: as BERT counts them, each separator with the sequence before it
/// - word_ids: pieces that begin with "##" continue a word; in texts with "▁" or "Ġ", all that
///   begin without
/// - ids: below 0, the same for the same token; they are no vocabulary's
/// - offsets: all empty
void complete(Encoding& encoding, std::size_t n);

/// Whether the ids are no vocabulary's but `complete`'s.
bool ids_are_made_up(const Encoding& encoding);

/// Whether no token has a place in the text.
bool offsets_are_unknown(const Encoding& encoding);

}  // namespace headscope::trace
