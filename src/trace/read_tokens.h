// What can be read off the tokens alone, for trace files whose metadata says no more.
//
//   complete(encoding, n);   // fills what is empty
#pragma once

#include <cstddef>

#include "headscope/encoding.h"

namespace headscope::trace {

/// Gives these vectors of `encoding` their `n` entries when they are empty:
/// - tokens: "0", "1", …
/// - special: [CLS], [SEP], [PAD], <s>, </s>, <pad> and their like, unless word ids or sequence ids
///   tell
/// - sequence_ids: from the type ids, or 1 behind the first separator
/// - type_ids: as BERT counts them, each separator with the sequence before it
/// - word_ids: pieces that begin with "##" continue a word; in texts with "▁" or "Ġ", all that
///   begin without
/// Ids and offsets stay empty, since tokens do not tell them.
void complete(Encoding& encoding, std::size_t n);

}  // namespace headscope::trace
