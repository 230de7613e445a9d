// Patterns to programs, by recursive descent: alternatives, of sequences, of repeated atoms.
#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "base/utf8.h"
#include "text/in_quotes.h"
#include "text/regex.h"
#include "text/unicode.h"

namespace headscope::text {
namespace {

constexpr std::size_t kLongestProgram = 3000;
constexpr int kMostRepetitions = 1000;
constexpr int kDeepest = 50;

constexpr std::uint32_t kAllCategories = (1U << 30) - 1;

bool is_ascii_letter(char32_t c) { return (c | 32) >= U'a' && (c | 32) <= U'z'; }
bool is_ascii_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

/// The categories that "L" or "Lu" names, a bit for each; 0 when there is no such name.
std::uint32_t categories_named(std::u32string_view name) {
  constexpr std::array<std::u32string_view, 30> kNames = {
      U"Cn", U"Lu", U"Ll", U"Lt", U"Lm", U"Lo", U"Mn", U"Mc", U"Me", U"Nd",
      U"Nl", U"No", U"Pc", U"Pd", U"Ps", U"Pe", U"Pi", U"Pf", U"Po", U"Sm",
      U"Sc", U"Sk", U"So", U"Zs", U"Zl", U"Zp", U"Cc", U"Cf", U"Cs", U"Co"};
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < kNames.size() && !name.empty() && name.size() <= 2; ++i) {
    if (kNames[i].starts_with(name)) bits |= 1U << i;
  }
  return bits;
}

}  // namespace

class RegexParser {
 public:
  using Step = Regex::Step;
  using Set = Regex::Set;
  using Kind = Step::Kind;

  RegexParser(const Fields& fields, std::string_view name, Regex& regex)
      : fields_(fields),
        name_(name),
        pattern_(base::decode_utf8(fields.string(name))),
        regex_(regex) {}

  void parse() {
    Code whole = alternatives();
    if (!is_done()) refuse(")", "without its (");
    whole.steps.push_back({Kind::kEnd});
    for (Step& step : whole.steps) {
      if (step.kind == Kind::kFork) step.number = regex_.forks_++;
    }
    regex_.steps_ = std::move(whole.steps);
    regex_.can_match_nothing_ = whole.can_be_nothing;
  }

 private:
  struct Code {
    std::vector<Step> steps;
    bool can_be_nothing = true;

    int size() const { return static_cast<int>(steps.size()); }
    void append(const Code& next) {
      steps.insert(steps.end(), next.steps.begin(), next.steps.end());
      can_be_nothing = can_be_nothing && next.can_be_nothing;
    }
  };

  // --- the text of the pattern

  bool is_done() const { return at_ == pattern_.size(); }
  bool is_next(std::u32string_view what) const {
    return std::u32string_view(pattern_).substr(at_).starts_with(what);
  }
  bool take(std::u32string_view what) {
    if (!is_next(what)) return false;
    at_ += what.size();
    return true;
  }
  char32_t take_any(const char* inside) {
    if (is_done()) refuse(inside, "without an end");
    return pattern_[at_++];
  }

  [[noreturn]] void refuse(std::string_view what, std::string_view problem) const {
    throw fields_.error(name_, "has " + in_quotes(what) + " " + std::string(problem) +
                                   ", which Headscope's regular expressions do not support; they "
                                   "have sets, \\s \\w \\d \\p{L} and other categories, groups, "
                                   "(?i:, alternatives, repetitions, (?=, (?!, ^ and $");
  }
  [[noreturn]] void refuse_char(char32_t c, std::string_view problem) const {
    std::string utf8;
    base::append_utf8(utf8, c);
    refuse(utf8, problem);
  }

  void require_room(std::size_t steps) const {
    if (steps > kLongestProgram) {
      throw fields_.error(name_, "is longer than any pattern of a tokenizer");
    }
  }

  // --- its structure

  Code alternatives() {
    if (++depth_ > kDeepest) throw fields_.error(name_, "has groups in more than 50 others");
    Code code = sequence();
    while (take(U"|")) {
      Code other = sequence();
      Code both;
      both.can_be_nothing = code.can_be_nothing || other.can_be_nothing;
      both.steps.push_back({Kind::kFork, 1, code.size() + 2});
      both.steps.insert(both.steps.end(), code.steps.begin(), code.steps.end());
      both.steps.push_back({Kind::kJump, other.size() + 1});
      both.steps.insert(both.steps.end(), other.steps.begin(), other.steps.end());
      require_room(both.steps.size());
      code = std::move(both);
    }
    --depth_;
    return code;
  }

  Code sequence() {
    Code code;
    last_literal_ = 0;
    while (!is_done() && !is_next(U"|") && !is_next(U")")) {
      code.append(repetitions(atom()));
      require_room(code.steps.size());
    }
    return code;
  }

  Code repetitions(Code code) {
    for (;;) {
      int least = 0;
      std::optional<int> most;
      if (take(U"?")) {
        most = 1;
      } else if (take(U"+")) {
        least = 1;
      } else if (!take(U"*") && !interval(least, most)) {
        return code;
      }
      if (is_next(U"+")) refuse("+", "behind a repetition");
      const bool is_lazy = take(U"?");
      code = repeated(code, least, most, is_lazy);
    }
  }

  /// `{2}`, `{2,}`, `{,2}` or `{2,3}`; anything else is text.
  bool interval(int& least, std::optional<int>& most) {
    const std::size_t before = at_;
    const auto number = [&]() -> std::optional<int> {
      if (is_done() || !is_ascii_digit(pattern_[at_])) return std::nullopt;
      int value = 0;
      while (!is_done() && is_ascii_digit(pattern_[at_])) {
        value =
            std::min(value * 10 + static_cast<int>(pattern_[at_++] - U'0'), kMostRepetitions + 1);
      }
      return value;
    };
    if (!take(U"{")) return false;
    const auto first = number();
    const bool is_range = take(U",");
    const auto second = is_range ? number() : first;
    if ((!first && !second) || !take(U"}")) {
      at_ = before;
      return false;
    }
    least = first.value_or(0);
    most = second;
    if (std::max(least, most.value_or(0)) > kMostRepetitions || most.value_or(least) < least) {
      refuse("{", "with numbers out of range");
    }
    return true;
  }

  Code repeated(const Code& once, int least, std::optional<int> most, bool is_lazy) {
    if (once.can_be_nothing && !most) refuse("*", "behind what can match nothing");
    const auto fork = [&](int into, int past) {
      return is_lazy ? Step{Kind::kFork, past, into} : Step{Kind::kFork, into, past};
    };
    require_room(once.steps.size() *
                 static_cast<std::size_t>(std::max(least, most.value_or(least)) + 1));
    Code code;
    for (int i = 0; i < least; ++i) code.append(once);
    if (!most) {
      code.steps.push_back(fork(1, once.size() + 2));
      code.steps.insert(code.steps.end(), once.steps.begin(), once.steps.end());
      code.steps.push_back({Kind::kJump, -(once.size() + 1)});
    }
    for (int i = least; i < most.value_or(least); ++i) {
      const int rest = (*most - i) * (once.size() + 1);
      code.steps.push_back(fork(1, rest));
      code.steps.insert(code.steps.end(), once.steps.begin(), once.steps.end());
    }
    code.can_be_nothing = least == 0 || once.can_be_nothing;
    return code;
  }

  Code atom() {
    if (take(U"(")) return group();
    if (take(U"[")) return of(set());
    if (take(U"^")) return {{{Kind::kLineBegin}}, true};
    if (take(U"$")) return {{{Kind::kLineEnd}}, true};
    const char32_t c = take_any("");
    if (c == U'*' || c == U'+' || c == U'?') refuse_char(c, "behind nothing");
    Set one;
    if (c == U'.') {
      one.ranges = {{U'\n', U'\n'}};
      one.is_negated = true;
    } else if (c == U'\\') {
      if (const auto literal = escape(one)) return of(literal_set(*literal));
    } else {
      return of(literal_set(c));
    }
    return of(std::move(one));
  }

  Code group() {
    const bool outer = ignores_case_;
    const bool looks_ahead = take(U"?=");
    const bool looks_not_ahead = !looks_ahead && take(U"?!");
    if (!looks_ahead && !looks_not_ahead) {
      if (take(U"?i:")) {
        ignores_case_ = true;
      } else if (is_next(U"?") && !take(U"?:")) {
        refuse("(?", "followed by something else");
      }
    }
    Code code = alternatives();
    if (!take(U")")) refuse("(", "without its )");
    ignores_case_ = outer;
    if (!looks_ahead && !looks_not_ahead) return code;
    const Kind kind = looks_ahead ? Kind::kAhead : Kind::kNotAhead;
    code.steps.insert(code.steps.begin(), Step{kind, code.size() + 2});
    code.steps.push_back({Kind::kEnd});
    code.can_be_nothing = true;
    return code;
  }

  // --- characters

  Code of(Set set) {
    regex_.sets_.push_back(std::move(set));
    return {{{Kind::kSet, 0, 0, regex_.sets_.size() - 1}}, false};
  }

  Set literal_set(char32_t c) {
    Set set;
    set.ranges = {{c, c}};
    if (!ignores_case_) return set;
    // Beyond ASCII, and where Unicode takes two letters for one, there is more to it.
    constexpr std::u32string_view kJoined[] = {U"ss", U"st", U"ff", U"fi", U"fl"};
    const char32_t pair[] = {last_literal_ | 32, c | 32};
    const bool is_joined = std::find(std::begin(kJoined), std::end(kJoined),
                                     std::u32string_view(pair, 2)) != std::end(kJoined);
    if (c > 0x7F || (is_joined && is_ascii_letter(last_literal_) && is_ascii_letter(c))) {
      refuse_char(c, "in (?i:");
    }
    last_literal_ = c;
    if (!is_ascii_letter(c)) return set;
    set.ranges.push_back({c ^ 32, c ^ 32});
    if ((c | 32) == U's') set.ranges.push_back({0x17F, 0x17F});
    if ((c | 32) == U'k') set.ranges.push_back({0x212A, 0x212A});
    return set;
  }

  /// What stands behind a backslash: one character, or a class that goes into `set`.
  std::optional<char32_t> escape(Set& set) {
    const char32_t c = take_any("\\");
    switch (c) {
      case U'n':
        return U'\n';
      case U'r':
        return U'\r';
      case U't':
        return U'\t';
      case U'f':
        return U'\f';
      case U'v':
        return U'\v';
      case U'u':
        return hexadecimal(4, 4);
      case U'x': {
        if (!take(U"{")) return hexadecimal(1, 2);
        const char32_t code_point = hexadecimal(1, 6);
        if (!take(U"}")) refuse("\\x{", "without its }");
        return code_point;
      }
      case U's':
        set.blanks = true;
        return std::nullopt;
      case U'S':
        set.others_than_blanks = true;
        return std::nullopt;
      case U'w':
        set.words = true;
        return std::nullopt;
      case U'W':
        set.others_than_words = true;
        return std::nullopt;
      case U'd':
        set.categories |= categories_named(U"Nd");
        return std::nullopt;
      case U'D':
        set.categories |= kAllCategories & ~categories_named(U"Nd");
        return std::nullopt;
      case U'p':
      case U'P':
        set.categories |= property(c == U'P');
        return std::nullopt;
      default:
        break;
    }
    if (is_ascii_letter(c) || is_ascii_digit(c)) refuse_char(c, "behind a backslash");
    return c;
  }

  char32_t hexadecimal(int least, int most) {
    char32_t value = 0;
    int digits = 0;
    for (; digits < most && !is_done(); ++digits, ++at_) {
      const char32_t c = pattern_[at_];
      const char32_t letter = c | 32;
      if (is_ascii_digit(c)) {
        value = value * 16 + (c - U'0');
      } else if (letter >= U'a' && letter <= U'f') {
        value = value * 16 + (letter - U'a' + 10);
      } else {
        break;
      }
    }
    if (digits < least || value > 0x10FFFF) refuse("\\x", "without a code point");
    return value;
  }

  std::uint32_t property(bool is_negated) {
    if (!take(U"{")) refuse("\\p", "without {");
    is_negated ^= take(U"^");
    const std::size_t end = std::min(pattern_.find(U'}', at_), pattern_.size());
    const std::uint32_t bits =
        categories_named(std::u32string_view(pattern_).substr(at_, end - at_));
    if (bits == 0 || end == pattern_.size()) refuse("\\p{", "and no general category");
    at_ = end + 1;
    return is_negated ? kAllCategories & ~bits : bits;
  }

  /// Behind `[`, up to and with its `]`.
  Set set() {
    Set result;
    result.is_bracketed = true;
    result.is_negated = take(U"^");
    if (is_next(U"]")) refuse("[]", "at the beginning of a set");
    while (!take(U"]")) {
      const auto low = set_member(result);
      if (!low) continue;
      char32_t high = *low;
      const bool is_range = is_next(U"-") && !is_next(U"-]");
      if (is_range) {
        take(U"-");
        const auto end = set_member(result);
        if (!end || *end < *low) refuse("-", "to something that is no later character");
        high = *end;
      }
      if (ignores_case_) refuse("[", "in (?i:");
      result.ranges.emplace_back(*low, high);
    }
    return result;
  }

  std::optional<char32_t> set_member(Set& set) {
    if (is_next(U"&&")) refuse("&&", "in a set");
    const char32_t c = take_any("[");
    if (c == U'[') refuse("[", "in a set");
    return c == U'\\' ? escape(set) : std::optional(c);
  }

  const Fields& fields_;
  std::string_view name_;
  std::u32string pattern_;
  Regex& regex_;
  std::size_t at_ = 0;
  int depth_ = 0;
  bool ignores_case_ = false;
  char32_t last_literal_ = 0;  // of a sequence in (?i:
};

Regex::Regex(const Fields& fields, std::string_view name) {
  RegexParser(fields, name, *this).parse();
}

Regex Regex::literal(std::u32string_view text) {
  Regex regex;
  for (const char32_t c : text) {
    regex.steps_.push_back({Step::Kind::kSet, 0, 0, regex.sets_.size()});
    regex.sets_.push_back({.ranges = {{c, c}}});
  }
  regex.steps_.push_back({Step::Kind::kEnd});
  regex.can_match_nothing_ = text.empty();
  return regex;
}

}  // namespace headscope::text
