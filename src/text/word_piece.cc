#include "text/word_piece.h"

#include <optional>
#include <utility>

#include "text/in_quotes.h"
#include "text/utf8_word.h"

namespace headscope::text {
namespace {

/// The longest entry, `prefix` before it, that fits at the character `begin`.
std::optional<Subword> longest_match(const Vocabulary& vocabulary, const Utf8Word& word,
                                     std::size_t begin, std::string_view prefix,
                                     std::vector<Vocabulary::Hash>& hashes) {
  hashes.assign(1, Vocabulary::Hash().read(prefix));
  for (std::size_t end = begin + 1; end < word.begins.size(); ++end) {
    const std::size_t bytes = prefix.size() + word.begins[end] - word.begins[begin];
    if (bytes > vocabulary.longest()) break;
    hashes.push_back(Vocabulary::Hash(hashes.back()).read(word.characters(end - 1, end)));
  }
  for (std::size_t length = hashes.size() - 1; length > 0; --length) {
    const std::string_view rest = word.characters(begin, begin + length);
    if (const auto id = vocabulary.find(hashes[length], prefix, rest)) {
      return Subword{*id, begin, begin + length};
    }
  }
  return std::nullopt;
}

}  // namespace

WordPieceOptions WordPieceOptions::read(const Fields& model) {
  return {model.string("unk_token"), model.string("continuing_subword_prefix"),
          static_cast<std::size_t>(model.integer("max_input_chars_per_word"))};
}

WordPiece::WordPiece(Vocabulary vocabulary, const WordPieceOptions& options,
                     const std::filesystem::path& file)
    : vocabulary_(std::move(vocabulary)),
      continuation_(options.continuation),
      longest_word_(options.longest_word) {
  const auto unknown = vocabulary_.find(options.unknown);
  if (!unknown) {
    throw Error(file.string() + ": the vocabulary has no entry " + in_quotes(options.unknown) +
                " for unknown words");
  }
  unknown_ = *unknown;
}

void WordPiece::tokenize(AlignedView word, std::vector<Subword>& pieces) const {
  const Subword unknown = {unknown_, 0, word.size()};
  if (word.size() > longest_word_) return pieces.push_back(unknown);
  const Utf8Word utf8(word);
  const std::size_t pieces_before = pieces.size();
  std::vector<Vocabulary::Hash> hashes;
  for (std::size_t begin = 0; begin < word.size(); begin = pieces.back().end) {
    const std::string_view prefix = begin == 0 ? std::string_view() : continuation_;
    const auto match = longest_match(vocabulary_, utf8, begin, prefix, hashes);
    if (!match) {
      pieces.resize(pieces_before);
      return pieces.push_back(unknown);
    }
    pieces.push_back(*match);
  }
}

}  // namespace headscope::text
