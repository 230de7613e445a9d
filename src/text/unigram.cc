#include "text/unigram.h"

#include <algorithm>
#include <string>
#include <utility>

#include "headscope/error.h"
#include "text/in_quotes.h"
#include "text/utf8_word.h"

namespace headscope::text {
namespace {

constexpr double kUnknownPenalty = 10;  // below the least likely piece

Error unknown_error(std::string_view character) {
  return Error("the text has " + in_quotes(character) +
               ", which the tokenizer's vocabulary lacks, and there is no piece for what is "
               "unknown; use another text or tokenizer");
}

}  // namespace

/// The best way to cut a word up to some character: by its last piece.
struct Unigram::Best {
  double score = 0;
  std::size_t begin = 0;
  std::int32_t id = 0;
  bool is_reached = false;
};

Unigram::Unigram(Vocabulary vocabulary, std::vector<double> scores,
                 std::optional<std::int32_t> unknown, bool byte_fallback,
                 const std::filesystem::path& file)
    : vocabulary_(std::move(vocabulary)), scores_(std::move(scores)), unknown_(unknown) {
  if (scores_.empty()) throw Error(file.string() + ": the vocabulary has no pieces");
  if (unknown_ && static_cast<std::size_t>(*unknown_) >= scores_.size()) {
    throw Error(file.string() + ": the unknown piece is number " + std::to_string(*unknown_) +
                ", but there are only " + std::to_string(scores_.size()));
  }
  unknown_score_ = *std::min_element(scores_.begin(), scores_.end()) - kUnknownPenalty;
  if (byte_fallback) bytes_ = ByteIds(vocabulary_);
}

/// Viterbi's algorithm, from left to right. Of paths that weigh the same the first found stays.
std::vector<Unigram::Best> Unigram::best_paths(AlignedView word) const {
  const Utf8Word utf8(word);
  std::vector<Best> best(word.size() + 1);
  const auto offer = [&](std::size_t begin, std::size_t end, std::int32_t id, double score) {
    const double sum = score + best[begin].score;
    if (!best[end].is_reached || sum > best[end].score) best[end] = {sum, begin, id, true};
  };
  for (std::size_t begin = 0; begin < word.size(); ++begin) {
    Vocabulary::Hash hash;
    bool is_known = false;  // as a piece of its own
    for (std::size_t end = begin + 1; end <= word.size(); ++end) {
      if (utf8.begins[end] - utf8.begins[begin] > vocabulary_.longest()) break;
      hash.read(utf8.characters(end - 1, end));
      const auto id = vocabulary_.find(hash, "", utf8.characters(begin, end));
      if (!id) continue;
      offer(begin, end, *id, scores_[static_cast<std::size_t>(*id)]);
      if (end == begin + 1) is_known = true;
    }
    if (is_known) continue;
    if (!unknown_) throw unknown_error(utf8.characters(begin, begin + 1));
    offer(begin, begin + 1, *unknown_, unknown_score_);
  }
  return best;
}

void Unigram::append_unknown(AlignedView word, std::size_t begin, std::size_t end,
                             std::vector<Subword>& pieces) const {
  const std::string text = to_utf8(word.subspan(begin, end - begin));
  // Several in a row may be together what the vocabulary has, as its entry for the unknown may be.
  if (const auto id = vocabulary_.find(text)) return pieces.push_back({*id, begin, end});
  const std::vector<std::int32_t> ids = bytes_.of(text);
  for (const std::int32_t id : ids) pieces.push_back({id, begin, end});
  if (ids.empty()) pieces.push_back({*unknown_, begin, end});
}

void Unigram::tokenize(AlignedView word, std::vector<Subword>& pieces) const {
  const std::vector<Best> best = best_paths(word);
  std::vector<std::size_t> cuts;  // from the end of the word to its beginning
  for (std::size_t end = word.size(); end > 0; end = best[end].begin) cuts.push_back(end);
  const auto is_unknown = [&](std::size_t end) { return best[end].id == unknown_; };
  for (std::size_t i = cuts.size(), begin = 0; i-- > 0;) {
    if (!is_unknown(cuts[i])) {
      pieces.push_back({best[cuts[i]].id, begin, cuts[i]});
    } else {
      while (i > 0 && is_unknown(cuts[i - 1])) --i;
      append_unknown(word, begin, cuts[i], pieces);
    }
    begin = cuts[i];
  }
}

}  // namespace headscope::text
