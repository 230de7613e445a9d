// What the tokenizers need to know about a code point, as the Rust `tokenizers` library knows it.
//
//   is_punctuation(U'!');                 // true
//   lower_case(U'\u0130');                // {U'i', U'\u0307'}
//   decomposition(U'\u00E9', Form::kCanonical);  // {U'e', U'\u0301'}
//
// The classes come from Unicode versions older than today's, on purpose: the models were trained
// with them. scripts/generate_unicode_tables.py reads them off the library.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace headscope::text {

/// White_Space, what Rust's `char::is_whitespace` and a regular expression's `\s` say.
bool is_whitespace(char32_t code_point) noexcept;

/// What BertNormalizer's cleaning drops: NUL, U+FFFD, control, format and private characters.
bool is_removed_by_cleaning(char32_t code_point) noexcept;

/// ASCII punctuation and symbols, and the general categories P*.
bool is_punctuation(char32_t code_point) noexcept;

/// General category Mn, what BertNormalizer strips as an accent.
bool is_nonspacing_mark(char32_t code_point) noexcept;

/// General category M*, what the normalizer StripAccents strips.
bool is_mark(char32_t code_point) noexcept;

/// A regular expression's `\w`.
bool is_word(char32_t code_point) noexcept;

/// What Rust's `char::is_numeric` says: the general categories N*, which Digits cuts at.
bool is_numeric(char32_t code_point) noexcept;

/// `\w` in the patterns of Replace and Split, whose library knows a newer Unicode.
bool is_pattern_word(char32_t code_point) noexcept;

/// The general category, as the patterns of Replace and Split know it.
enum class Category : std::uint8_t {
  kCn,
  kLu,
  kLl,
  kLt,
  kLm,
  kLo,
  kMn,
  kMc,
  kMe,
  kNd,
  kNl,
  kNo,
  kPc,
  kPd,
  kPs,
  kPe,
  kPi,
  kPf,
  kPo,
  kSm,
  kSc,
  kSk,
  kSo,
  kZs,
  kZl,
  kZp,
  kCc,
  kCf,
  kCs,
  kCo,
};
Category category(char32_t code_point) noexcept;

/// How a code point takes part in grapheme clusters (Unicode Standard Annex #29). Flags, which the
/// rules for clusters of less than 6 bytes do not tell from others, are `kOther`.
enum class GraphemeBreak : std::uint8_t {
  kOther,
  kControl,
  kExtend,
  kSpacingMark,  ///< and U+200D, the joiner
  kPrepend,
  kLead,
  kVowel,
  kTrail,
  kLeadVowel,
  kLeadVowelTrail,
  kPictographic,
  kConsonant,  ///< of a script with conjuncts
};
GraphemeBreak grapheme_break(char32_t code_point) noexcept;

/// What joins two consonants to a conjunct, and what may stand beside it.
bool is_conjunct_linker(char32_t code_point) noexcept;
bool is_conjunct_extend(char32_t code_point) noexcept;

/// The canonical combining class, 0 for starters.
std::uint8_t combining_class(char32_t code_point) noexcept;

/// Lower case of one character, without regard to its neighbours; empty when it is the same.
std::u32string_view lower_case(char32_t code_point) noexcept;

/// Canonical decompositions are those of NFD, compatible ones those of NFKD.
enum class Form { kCanonical, kCompatible };

/// The full decomposition; empty when the code point stays as it is. Hangul syllables, which
/// decompose by rule, are not in the table: `normalization_forms.cc` knows the rule.
std::u32string_view decomposition(char32_t code_point, Form form) noexcept;

/// The code point that NFC joins a pair into (Hangul by table-free rule elsewhere), if any.
std::optional<char32_t> composition(char32_t first, char32_t second) noexcept;

}  // namespace headscope::text
