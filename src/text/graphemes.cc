#include "text/graphemes.h"

#include "text/unicode.h"

namespace headscope::text {
namespace {

using Break = GraphemeBreak;

constexpr char32_t kJoiner = 0x200D;

/// A cluster read up to some character.
class Cluster {
 public:
  explicit Cluster(char32_t first) noexcept { take(first); }

  bool goes_on_with(char32_t next) const noexcept {
    const Break after = grapheme_break(next);
    if (last_ == U'\r' && next == U'\n') return true;
    if (break_ == Break::kControl || after == Break::kControl) return false;
    if (after == Break::kExtend || after == Break::kSpacingMark) return true;
    if (break_ == Break::kPrepend || is_syllable(break_, after)) return true;
    if (after == Break::kConsonant) return conjunct_ == Conjunct::kLinked;
    return after == Break::kPictographic && picture_ == Picture::kJoined;
  }

  void take(char32_t next) noexcept {
    last_ = next;
    break_ = grapheme_break(next);
    picture_ = picture_after(next);
    conjunct_ = conjunct_after(next);
  }

 private:
  enum class Picture { kNone, kSeen, kJoined };
  enum class Conjunct { kNone, kConsonant, kLinked };

  static bool is_syllable(Break before, Break after) noexcept {
    switch (before) {
      case Break::kLead:
        return after == Break::kLead || after == Break::kVowel || after == Break::kLeadVowel ||
               after == Break::kLeadVowelTrail;
      case Break::kVowel:
      case Break::kLeadVowel:
        return after == Break::kVowel || after == Break::kTrail;
      case Break::kTrail:
      case Break::kLeadVowelTrail:
        return after == Break::kTrail;
      default:
        return false;
    }
  }

  Picture picture_after(char32_t next) const noexcept {
    if (break_ == Break::kPictographic) return Picture::kSeen;
    if (picture_ != Picture::kSeen) return Picture::kNone;
    if (next == kJoiner) return Picture::kJoined;
    return break_ == Break::kExtend ? Picture::kSeen : Picture::kNone;
  }

  Conjunct conjunct_after(char32_t next) const noexcept {
    if (break_ == Break::kConsonant) return Conjunct::kConsonant;
    if (conjunct_ != Conjunct::kNone && is_conjunct_linker(next)) return Conjunct::kLinked;
    return is_conjunct_extend(next) ? conjunct_ : Conjunct::kNone;
  }

  char32_t last_ = 0;
  Break break_ = Break::kOther;
  Picture picture_ = Picture::kNone;
  Conjunct conjunct_ = Conjunct::kNone;
};

}  // namespace

std::size_t grapheme_end(AlignedView text, std::size_t begin) noexcept {
  Cluster cluster(text[begin].code_point);
  std::size_t end = begin + 1;
  while (end < text.size() && cluster.goes_on_with(text[end].code_point)) {
    cluster.take(text[end++].code_point);
  }
  return end;
}

}  // namespace headscope::text
