#include "text/added_tokens.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/utf8.h"
#include "text/unicode.h"

namespace headscope::text {
namespace {

/// An added token found in a text: characters `[begin, end)`.
struct Match {
  std::size_t begin;
  std::size_t end;
  std::int32_t id;
};

/// The longest pattern that `text` has at `begin`. Narrows the sorted patterns down to those that
/// agree with the text so far, one character after another.
template <typename Patterns>
std::optional<Match> longest_match(const Patterns& patterns, AlignedView text, std::size_t begin) {
  auto first = patterns.begin();
  auto last = patterns.end();
  std::optional<Match> longest;
  for (std::size_t length = 0; first != last; ++length) {
    // Shorter strings sort first, so a pattern that ends here is the first of those that agree.
    if (first->text.size() == length) longest = {begin, begin + length, first->id};
    while (first != last && first->text.size() == length) ++first;
    if (begin + length == text.size()) break;
    const char32_t next = text[begin + length].code_point;
    first = std::lower_bound(first, last, next, [length](const auto& pattern, char32_t c) {
      return pattern.text[length] < c;
    });
    last = std::upper_bound(first, last, next, [length](char32_t c, const auto& pattern) {
      return c < pattern.text[length];
    });
  }
  return longest;
}

bool is_word_at(AlignedView text, std::size_t at) {
  return at < text.size() && is_word(text[at].code_point);
}

bool is_blank_at(AlignedView text, std::size_t at) {
  return at < text.size() && is_whitespace(text[at].code_point);
}

bool touches_a_word(AlignedView text, const Match& match) {
  return (match.begin > 0 && is_word_at(text, match.begin - 1)) || is_word_at(text, match.end);
}

/// Takes the blanks around a match along, but none before `from`, where the last one ended.
void take_blanks(AlignedView text, const AddedToken& token, std::size_t from, Match& match) {
  if (token.lstrip) {
    while (match.begin > from && is_blank_at(text, match.begin - 1)) --match.begin;
    match.begin = std::max(match.begin, from);
  }
  if (token.rstrip) {
    while (is_blank_at(text, match.end)) ++match.end;
  }
}

}  // namespace

AddedToken AddedToken::read(const Fields& fields) {
  return {fields.string("content"), fields.boolean("single_word"), fields.boolean("lstrip"),
          fields.boolean("rstrip"), fields.boolean("normalized")};
}

AddedTokens::AddedTokens(const std::vector<AddedToken>& tokens, const Model& model,
                         const Normalizer* normalizer) {
  auto next_id = static_cast<std::int32_t>(model.size());
  for (const AddedToken& token : tokens) {
    if (token.content.empty()) continue;
    const auto known = ids_.find(token.content);
    std::int32_t id = next_id;
    if (known != ids_.end()) {
      id = known->second;
    } else if (const auto in_vocabulary = model.vocabulary().find(token.content)) {
      id = *in_vocabulary;
    } else {
      ++next_id;
      ++beyond_vocabulary_;
    }
    ids_.insert_or_assign(token.content, id);
    tokens_.insert_or_assign(id, Known{token, token.content});
  }
  for (auto& [id, known] : tokens_) {
    const bool is_normalized = known.token.normalized;
    AlignedText content = align(known.token.content);
    if (is_normalized && normalizer != nullptr) normalizer->normalize(content);
    known.shown = to_utf8(content);
    (is_normalized ? normalized_ : raw_).push_back({base::decode_utf8(known.shown), id});
  }
  const auto before = [](const Pattern& a, const Pattern& b) {
    return std::tie(a.text, a.id) < std::tie(b.text, b.id);
  };
  std::sort(raw_.begin(), raw_.end(), before);
  std::sort(normalized_.begin(), normalized_.end(), before);
}

std::vector<AddedTokens::Part> AddedTokens::split(AlignedText text, Stage stage) const {
  std::vector<Part> parts;
  std::size_t done = 0;  // everything before is in a part
  const auto put = [&](std::size_t begin, std::size_t end, std::optional<std::int32_t> id) {
    if (begin >= end) return;
    const auto at = [&](std::size_t i) { return text.begin() + static_cast<std::ptrdiff_t>(i); };
    parts.push_back({AlignedText(at(begin), at(end)), id});
  };
  for (std::size_t at = 0; !patterns(stage).empty() && at <= text.size();) {
    auto match = longest_match(patterns(stage), text, at);
    at = match && match->end > at ? match->end : at + 1;
    if (!match) continue;
    const AddedToken& token = tokens_.at(match->id).token;
    if (token.single_word && touches_a_word(text, *match)) continue;
    take_blanks(text, token, done, *match);
    put(done, match->begin, std::nullopt);
    put(match->begin, match->end, match->id);
    done = match->end;
  }
  if (!parts.empty()) {
    put(done, text.size(), std::nullopt);
  } else if (!text.empty()) {
    parts.push_back({std::move(text), std::nullopt});
  }
  return parts;
}

std::optional<std::int32_t> AddedTokens::find(const std::string& content) const {
  const auto found = ids_.find(content);
  return found == ids_.end() ? std::nullopt : std::optional(found->second);
}

std::string_view AddedTokens::token(std::int32_t id) const noexcept {
  const auto found = tokens_.find(id);
  return found == tokens_.end() ? std::string_view() : found->second.shown;
}

}  // namespace headscope::text
