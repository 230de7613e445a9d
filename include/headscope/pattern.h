// What a head does, in numbers and in one word, by a rule that was fixed beforehand.
//
//   std::vector<HeadSummary> heads = headscope::summarize(trace);
//   const HeadSummary& head = heads[2 * trace.heads() + 0];     // L2 H0
//   // head.pattern == Pattern::kNext, head.next == 0.9996
#pragma once

#include <string_view>
#include <vector>

#include "headscope/trace.h"

namespace headscope {

enum class Pattern {
  kNext,
  kPrevious,
  kItself,
  kSameWord,
  kNearby,
  kClsSink,
  kSepSink,
  kBroad,
  kMixed,
};

/// "next", "previous", "itself", "same-word", "nearby", "cls", "sep", "broad", "mixed".
std::string_view to_string(Pattern pattern);

/// Where the attention of one head goes: means over the rows of the words, that is of all tokens
/// that are not special. Shares are parts of 1, of the whole row with its special tokens. A row
/// that has no such column (the last token has no next one) counts with 0. A weight that is not a
/// number counts as 0. Without any word everything is 0 and the pattern is mixed.
///
/// The best head of a pattern is the one with the largest value of the field that belongs to it.
struct HeadSummary {
  float cls = 0;        ///< share to the special token at position 0, [CLS]
  float sep = 0;        ///< share to all other special tokens, [SEP]
  float next = 0;       ///< share to the token behind; for the last word that is [SEP]
  float previous = 0;   ///< share to the token before; for the first word that is [CLS]
  float itself = 0;     ///< share to the token itself
  float same_word = 0;  ///< share to the same word elsewhere: not special, same id (or same token)
  float nearby = 0;     ///< share to words at most 3 tokens away, without the token itself
  float entropy = 0;    ///< row entropy, special tokens included, over log(n): 0 one token, 1 all
                        ///< (n of the row's window, where a text ran in windows)
  /// Share to tokens of punctuation and nothing else (Clark et al. 2019 count "." and ",").
  float punctuation = 0;
  /// Mean of each row's largest weight to a word: the confidence of Voita et al. (2019), who leave
  /// out the end-of-sentence token, because a head that rests there is not sure of anything.
  float confidence = 0;
  /// Σ w·|i − j| / Σ w over these rows and all columns, in tokens (Vig and Belinkov 2019).
  float distance = 0;
  Pattern pattern = Pattern::kMixed;
};

/// The summary of every head, layer after layer. With `rest = 1 − cls − sep`, the first that holds:
///
/// 1. `rest` < 0.35: cls or sep, the larger
/// 2. the largest of next, previous, itself, same word ≥ 0.4 · `rest`: that one
/// 3. nearby ≥ 0.55 · `rest`: nearby
/// 4. entropy ≥ 0.8: broad
/// 5. mixed
///
/// A trace whose encoding marks no token as special has words only. The numbers are the same
/// whatever the count of `threads` (0 takes every CPU that the process may use).
std::vector<HeadSummary> summarize(const Trace& trace, int threads = 0);

}  // namespace headscope
