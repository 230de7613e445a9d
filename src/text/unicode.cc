#include "text/unicode.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <tuple>

namespace headscope::text {
namespace {

struct Composition {
  char32_t first;
  char32_t second;
  char32_t composed;
};

#include "text/unicode_tables.inc"

enum Flag : std::uint8_t {  // as in scripts/generate_unicode_tables.py
  kWhitespace = 1,
  kRemoved = 2,
  kPunctuation = 4,
  kNonspacing = 8,
  kMark = 16,
  kWord = 32,
  kNumeric = 64,
  kPatternWord = 128,
};

enum BreakFlag : std::uint8_t {
  kBreak = 15,
  kLinker = 16,
  kConjunctExtend = 32,
};

template <typename Index, std::size_t blocks, typename Value, std::size_t values>
Value look_up(const Index (&index)[blocks], const Value (&table)[values],
              char32_t code_point) noexcept {
  constexpr std::size_t kBlock = 0x110000 / blocks;
  return table[index[code_point / kBlock] * kBlock + code_point % kBlock];
}

bool has(char32_t code_point, Flag flag) noexcept {
  return (look_up(kFlagsIndex, kFlagsBlocks, code_point) & flag) != 0;
}

std::u32string_view sequence_at(std::size_t place) noexcept {
  return {kSequences + place + 1, kSequences[place]};
}

}  // namespace

bool is_whitespace(char32_t code_point) noexcept { return has(code_point, kWhitespace); }
bool is_removed_by_cleaning(char32_t code_point) noexcept { return has(code_point, kRemoved); }
bool is_punctuation(char32_t code_point) noexcept { return has(code_point, kPunctuation); }
bool is_nonspacing_mark(char32_t code_point) noexcept { return has(code_point, kNonspacing); }
bool is_mark(char32_t code_point) noexcept { return has(code_point, kMark); }
bool is_word(char32_t code_point) noexcept { return has(code_point, kWord); }

bool is_numeric(char32_t code_point) noexcept { return has(code_point, kNumeric); }
bool is_pattern_word(char32_t code_point) noexcept { return has(code_point, kPatternWord); }

Category category(char32_t code_point) noexcept {
  return static_cast<Category>(look_up(kCategoryIndex, kCategoryBlocks, code_point));
}

GraphemeBreak grapheme_break(char32_t code_point) noexcept {
  return static_cast<GraphemeBreak>(look_up(kBreakIndex, kBreakBlocks, code_point) & kBreak);
}

bool is_conjunct_linker(char32_t code_point) noexcept {
  return (look_up(kBreakIndex, kBreakBlocks, code_point) & kLinker) != 0;
}

bool is_conjunct_extend(char32_t code_point) noexcept {
  return (look_up(kBreakIndex, kBreakBlocks, code_point) & kConjunctExtend) != 0;
}

std::uint8_t combining_class(char32_t code_point) noexcept {
  return look_up(kClassIndex, kClassBlocks, code_point);
}

std::u32string_view lower_case(char32_t code_point) noexcept {
  return sequence_at(look_up(kLowerIndex, kLowerBlocks, code_point));
}

std::u32string_view decomposition(char32_t code_point, Form form) noexcept {
  return sequence_at(form == Form::kCanonical
                         ? look_up(kCanonicalIndex, kCanonicalBlocks, code_point)
                         : look_up(kCompatibleIndex, kCompatibleBlocks, code_point));
}

std::optional<char32_t> composition(char32_t first, char32_t second) noexcept {
  const auto before = [](const Composition& entry, std::pair<char32_t, char32_t> pair) {
    return std::tie(entry.first, entry.second) < std::tie(pair.first, pair.second);
  };
  const auto* found = std::lower_bound(std::begin(kCompositions), std::end(kCompositions),
                                       std::pair(first, second), before);
  if (found == std::end(kCompositions) || found->first != first || found->second != second) {
    return std::nullopt;
  }
  return found->composed;
}

}  // namespace headscope::text
