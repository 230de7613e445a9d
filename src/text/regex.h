// Regular expressions over code points: what the patterns in tokenizer files need.
//
//   const Regex digits(fields, "Regex");  // {"Regex": "\\p{N}{1,3}"}
//   digits.cut(text);                     // "ab1234": "ab", "123" found, "4" found
//
// Of several ways to match, the first in the order of the pattern counts, as in the library that
// the Rust tokenizers use (Oniguruma), and classes know the same Unicode. There are characters and
// escapes, sets, `.`, \s \S \w \W \d \D, \p{L} and the other general categories, groups, `(?i:…)`
// over ASCII, alternatives, all repetitions but possessive ones, looking ahead, `^` and `$`. Time
// and memory grow with the length of the text times that of the pattern, whatever the pattern.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "text/aligned_text.h"
#include "text/fields.h"

namespace headscope::text {

/// Part of a text that was cut where a pattern matches: characters from the end of the part before.
struct Stretch {
  std::size_t end = 0;
  bool is_match = false;
};

class Regex {
 public:
  /// From the string field `name`. Throws Error, which names what the pattern has and Headscope
  /// does not support.
  Regex(const Fields& fields, std::string_view name);

  /// Matches `text` itself.
  static Regex literal(std::u32string_view text);

  /// Whether it matches between two characters.
  bool can_match_nothing() const noexcept { return can_match_nothing_; }

  /// All of `text`. Matches of nothing are stretches of no length.
  std::vector<Stretch> cut(AlignedView text) const;

 private:
  friend class RegexParser;
  friend class RegexSearch;

  /// A set of characters.
  struct Set {
    std::vector<std::pair<char32_t, char32_t>> ranges;
    std::uint32_t categories = 0;  // a bit for each
    bool blanks = false;           // \s
    bool others_than_blanks = false;
    bool words = false;  // \w
    bool others_than_words = false;
    bool is_bracketed = false;
    bool is_negated = false;

    bool has(char32_t c) const noexcept;
    bool is_word_here(char32_t c) const noexcept;
  };

  /// A step of the program that a pattern becomes. Places are relative to the step.
  struct Step {
    enum class Kind {
      kSet,       ///< a character of the set `number`
      kFork,      ///< goes on at `first`, or else at `second`; `number` counts the forks
      kJump,      ///< to `first`
      kAhead,     ///< what comes next must match up to its end, then goes on at `first`
      kNotAhead,  ///< must not match
      kLineBegin,
      kLineEnd,
      kEnd,
    };
    Kind kind;
    int first = 0;
    int second = 0;
    std::size_t number = 0;
  };

  Regex() = default;

  std::vector<Set> sets_;
  std::vector<Step> steps_;
  std::size_t forks_ = 0;
  bool can_match_nothing_ = false;
};

}  // namespace headscope::text
