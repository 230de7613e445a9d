#include "text/normalization_forms.h"

#include <algorithm>
#include <cstddef>

namespace headscope::text {
namespace {

// Hangul syllables decompose and compose by arithmetic (The Unicode Standard, 3.12).
constexpr char32_t kSyllables = 0xAC00;
constexpr char32_t kLeads = 0x1100;
constexpr char32_t kVowels = 0x1161;
constexpr char32_t kTrails = 0x11A7;  // the place of "no trail"
constexpr char32_t kLeadCount = 19;
constexpr char32_t kVowelCount = 21;
constexpr char32_t kTrailCount = 28;
constexpr char32_t kSyllableCount = kLeadCount * kVowelCount * kTrailCount;

struct Emitted : Rewritten {
  std::uint8_t combining_class;
};

void emit(std::vector<Emitted>& out, char32_t code_point, bool first) {
  out.push_back({{code_point, first ? 0 : -1}, combining_class(code_point)});
}

void emit_decomposed(std::vector<Emitted>& out, char32_t code_point, Form form) {
  const char32_t syllable = code_point - kSyllables;
  if (syllable < kSyllableCount) {
    emit(out, kLeads + syllable / (kVowelCount * kTrailCount), true);
    emit(out, kVowels + syllable / kTrailCount % kVowelCount, false);
    if (syllable % kTrailCount != 0) emit(out, kTrails + syllable % kTrailCount, false);
    return;
  }
  const std::u32string_view parts = decomposition(code_point, form);
  if (parts.empty()) return emit(out, code_point, true);
  for (std::size_t i = 0; i < parts.size(); ++i) emit(out, parts[i], i == 0);
}

/// Sorts each run of marks by combining class, stably.
void sort_marks(std::vector<Emitted>& out) {
  const auto is_mark = [](const Emitted& e) { return e.combining_class != 0; };
  for (auto at = out.begin(); at != out.end();) {
    const auto begin = std::find_if(at, out.end(), is_mark);
    at = std::find_if_not(begin, out.end(), is_mark);
    std::stable_sort(begin, at, [](const Emitted& a, const Emitted& b) {
      return a.combining_class < b.combining_class;
    });
  }
}

std::vector<Emitted> decomposed(AlignedView text, Form form) {
  std::vector<Emitted> out;
  out.reserve(text.size());
  for (const AlignedChar& c : text) emit_decomposed(out, c.code_point, form);
  sort_marks(out);
  return out;
}

std::optional<char32_t> joined(char32_t first, char32_t second) {
  if (first - kLeads < kLeadCount && second - kVowels < kVowelCount) {
    return kSyllables + ((first - kLeads) * kVowelCount + (second - kVowels)) * kTrailCount;
  }
  const char32_t syllable = first - kSyllables;
  const char32_t trail = second - kTrails;
  if (syllable < kSyllableCount && syllable % kTrailCount == 0 && trail - 1 < kTrailCount - 1) {
    return first + trail;
  }
  return composition(first, second);
}

/// Joins each starter with the marks and letters after it that nothing blocks.
std::vector<Emitted> recomposed(const std::vector<Emitted>& in) {
  std::vector<Emitted> out;
  out.reserve(in.size());
  std::ptrdiff_t starter = -1;
  int last_class = -1;  // of the marks kept since the starter; -1 when there are none
  for (const Emitted& e : in) {
    if (starter >= 0 && last_class < e.combining_class) {
      Emitted& head = out[static_cast<std::size_t>(starter)];
      if (const auto code_point = joined(head.code_point, e.code_point)) {
        head.code_point = *code_point;
        head.taken += e.taken + 1;
        continue;
      }
    }
    last_class = e.combining_class;
    if (e.combining_class == 0) {
      starter = static_cast<std::ptrdiff_t>(out.size());
      last_class = -1;
    }
    out.push_back(e);
  }
  return out;
}

void rewrite(AlignedText& text, const std::vector<Emitted>& emitted) {
  rewrite(text, std::vector<Rewritten>(emitted.begin(), emitted.end()));
}

bool is_ascii(AlignedView text) {
  return std::all_of(text.begin(), text.end(), [](auto& c) { return c.code_point < 0x80; });
}

}  // namespace

void decompose(AlignedText& text, Form form) {
  if (!is_ascii(text)) rewrite(text, decomposed(text, form));
}

void compose(AlignedText& text, Form form) {
  if (!is_ascii(text)) rewrite(text, recomposed(decomposed(text, form)));
}

}  // namespace headscope::text
