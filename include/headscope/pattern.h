// What a head does, in numbers and in one word, by a rule that was fixed beforehand.
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

/// Where the attention of one head goes, as means over the rows of non-special tokens. Shares are
/// parts of 1 (of the whole row, special tokens included).
struct HeadSummary {
  float cls = 0;        ///< share to [CLS]: the first special token
  float sep = 0;        ///< share to every other special token
  float next = 0;       ///< share to the token behind
  float previous = 0;   ///< share to the token before
  float itself = 0;     ///< share to the token itself
  float same_word = 0;  ///< share to other tokens with the same id
  float nearby = 0;     ///< share to non-special tokens at most 3 away, itself included
  float entropy = 0;    ///< mean row entropy over log(n): 0 one token, 1 all alike
  Pattern pattern = Pattern::kMixed;
};

/// The summary of every head, layer after layer. With `rest = 1 − cls − sep`: rest below 35 % is a
/// sink of the larger; else next, previous, itself or same word with at least 40 % of the rest;
/// nearby with 55 %; broad when the entropy is at least 0.8; else mixed.
std::vector<HeadSummary> summarize(const Trace& trace);

}  // namespace headscope
