#include "text/regex.h"

#include <algorithm>
#include <optional>

#include "text/unicode.h"

namespace headscope::text {

/// Between brackets Oniguruma has no digit or fraction of Latin-1, such as "²", for a word.
bool Regex::Set::is_word_here(char32_t c) const noexcept {
  const bool is_exception = is_bracketed && c < 0x100 && category(c) == Category::kNo;
  return is_pattern_word(c) && !is_exception;
}

bool Regex::Set::has(char32_t c) const noexcept {
  const auto holds = [&] {
    const auto within = [c](const auto& range) { return c >= range.first && c <= range.second; };
    if (std::any_of(ranges.begin(), ranges.end(), within)) return true;
    if ((blanks || others_than_blanks) && (is_whitespace(c) ? blanks : others_than_blanks)) {
      return true;
    }
    if ((words || others_than_words) && (is_word_here(c) ? words : others_than_words)) return true;
    return categories != 0 && (categories >> static_cast<int>(category(c)) & 1) != 0;
  };
  return holds() != is_negated;
}

/// Runs the program. A fork that failed at a place once will fail there again, whoever asks, so it
/// is remembered: each fork is tried at most once at each place of a text.
class RegexSearch {
 public:
  RegexSearch(const Regex& regex, AlignedView text)
      : regex_(regex), text_(text), has_failed_(regex.forks_ * (text.size() + 1)) {}

  /// The end of the match that begins at `begin`.
  std::optional<std::size_t> match(std::size_t begin) { return run({0, begin, false}); }

 private:
  using Kind = Regex::Step::Kind;

  struct State {
    std::size_t step;
    std::size_t at;
    bool is_failed_fork;  // both ways of the fork `step` were tried
  };

  std::optional<std::size_t> run(State first) {
    const std::size_t bottom = todo_.size();
    todo_.push_back(first);
    while (todo_.size() > bottom) {
      const State state = todo_.back();
      todo_.pop_back();
      if (state.is_failed_fork) {
        has_failed_[memory_of(state.step, state.at)] = true;
      } else if (const auto end = follow(state)) {
        todo_.resize(bottom);
        return end;
      }
    }
    return std::nullopt;
  }

  /// Goes on until nothing matches any more, or to the end of the program.
  std::optional<std::size_t> follow(State state) {
    auto& [step, at, ignored] = state;
    for (;;) {
      const Regex::Step& now = regex_.steps_[step];
      const auto to = [&, from = step](int distance) {
        return from + static_cast<std::size_t>(distance);
      };
      switch (now.kind) {
        case Kind::kSet:
          if (at == text_.size() || !regex_.sets_[now.number].has(text_[at].code_point)) {
            return std::nullopt;
          }
          ++at;
          ++step;
          break;
        case Kind::kFork:
          if (has_failed_[memory_of(step, at)]) return std::nullopt;
          todo_.push_back({step, at, true});
          todo_.push_back({to(now.second), at, false});
          step = to(now.first);
          break;
        case Kind::kJump:
          step = to(now.first);
          break;
        case Kind::kAhead:
        case Kind::kNotAhead:
          if (run({step + 1, at, false}).has_value() != (now.kind == Kind::kAhead)) {
            return std::nullopt;
          }
          step = to(now.first);
          break;
        case Kind::kLineBegin:
          if (!is_line_begin(at)) return std::nullopt;
          ++step;
          break;
        case Kind::kLineEnd:
          if (at < text_.size() && text_[at].code_point != U'\n') return std::nullopt;
          ++step;
          break;
        case Kind::kEnd:
          return at;
      }
    }
  }

  bool is_line_begin(std::size_t at) const {
    return at == 0 || (at < text_.size() && text_[at - 1].code_point == U'\n');
  }

  std::size_t memory_of(std::size_t step, std::size_t at) const {
    return at * regex_.forks_ + regex_.steps_[step].number;
  }

  const Regex& regex_;
  AlignedView text_;
  std::vector<bool> has_failed_;
  std::vector<State> todo_;
};

std::vector<Stretch> Regex::cut(AlignedView text) const {
  std::vector<Stretch> stretches;
  RegexSearch search(*this, text);
  std::size_t done = 0;
  for (std::size_t at = 0; at <= text.size() && !text.empty();) {
    const auto end = search.match(at);
    const bool is_nothing = end == at;
    // Nothing right behind a match is none.
    if (!end || (is_nothing && at == done && !stretches.empty() && stretches.back().is_match)) {
      ++at;
      continue;
    }
    if (done < at) stretches.push_back({at, false});
    stretches.push_back({*end, true});
    done = at = *end;
  }
  if (done < text.size()) stretches.push_back({text.size(), false});
  return stretches;
}

}  // namespace headscope::text
