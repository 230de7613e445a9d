#include "trace/read_tokens.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace headscope::trace {
namespace {

constexpr std::array<std::string_view, 4> kSeparators = {"[SEP]", "</s>", "<sep>", "<eos>"};
constexpr std::array<std::string_view, 6> kOtherSpecials = {"[CLS]", "[PAD]", "<s>",
                                                            "<cls>", "<pad>", "<bos>"};

template <std::size_t size>
bool contains(const std::array<std::string_view, size>& list, std::string_view token) {
  return std::find(list.begin(), list.end(), token) != list.end();
}

bool is_separator(std::string_view token) { return contains(kSeparators, token); }

bool begins_marked_word(std::string_view token) {
  return token.starts_with("\u2581") || token.starts_with("\u0120");
}

std::vector<std::string> numbered(std::size_t n) {
  std::vector<std::string> tokens;
  for (std::size_t i = 0; i < n; ++i) tokens.push_back(std::to_string(i));
  return tokens;
}

std::vector<bool> read_special(const Encoding& encoding) {
  std::vector<bool> special;
  for (std::size_t i = 0; i < encoding.tokens.size(); ++i) {
    const std::string_view token = encoding.tokens[i];
    if (!encoding.sequence_ids.empty()) {
      special.push_back(encoding.sequence_ids[i] < 0);
    } else if (!encoding.word_ids.empty()) {
      special.push_back(encoding.word_ids[i] < 0);
    } else {
      special.push_back(is_separator(token) || contains(kOtherSpecials, token));
    }
  }
  return special;
}

/// For each token 1 when it stands behind a separator that ended the first sequence, else 0.
std::vector<std::int32_t> read_segments(const Encoding& encoding) {
  std::vector<std::int32_t> segments;
  bool begun = false;
  std::int32_t segment = 0;
  for (std::size_t i = 0; i < encoding.tokens.size(); ++i) {
    segments.push_back(segment);
    if (!encoding.special[i]) begun = true;
    if (begun && encoding.special[i] && is_separator(encoding.tokens[i])) segment = 1;
  }
  return segments;
}

std::vector<std::int32_t> read_sequences(const Encoding& encoding) {
  std::vector<std::int32_t> sequences =
      encoding.type_ids.empty() ? read_segments(encoding) : encoding.type_ids;
  for (std::size_t i = 0; i < sequences.size(); ++i) {
    sequences[i] = encoding.special[i] ? -1 : std::min(sequences[i], 1);
  }
  return sequences;
}

/// A token that stands for a whole word, or for its beginning.
bool begins_word(const Encoding& encoding, std::size_t i, bool marked) {
  const std::string_view token = encoding.tokens[i];
  if (i == 0 || encoding.sequence_ids[i - 1] != encoding.sequence_ids[i]) return true;
  if (marked) return begins_marked_word(token);
  return !(token.starts_with("##") && token.size() > 2);
}

std::vector<std::int32_t> read_words(const Encoding& encoding) {
  const bool marked =
      std::any_of(encoding.tokens.begin(), encoding.tokens.end(), begins_marked_word);
  std::vector<std::int32_t> words;
  std::int32_t next[] = {0, 0};
  for (std::size_t i = 0; i < encoding.tokens.size(); ++i) {
    const std::int32_t sequence = encoding.sequence_ids[i];
    if (encoding.special[i] || sequence < 0) {
      words.push_back(-1);
    } else if (begins_word(encoding, i, marked)) {
      words.push_back(next[sequence]++);
    } else {
      words.push_back(next[sequence] - 1);
    }
  }
  return words;
}

}  // namespace

void complete(Encoding& encoding, std::size_t n) {
  if (encoding.tokens.empty()) encoding.tokens = numbered(n);
  if (encoding.special.empty()) encoding.special = read_special(encoding);
  if (encoding.sequence_ids.empty()) encoding.sequence_ids = read_sequences(encoding);
  if (encoding.type_ids.empty()) encoding.type_ids = read_segments(encoding);
  if (encoding.word_ids.empty()) encoding.word_ids = read_words(encoding);
}

}  // namespace headscope::trace
