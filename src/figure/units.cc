#include "figure/units.h"

#include <algorithm>
#include <cstdint>

#include "base/utf8.h"
#include "figure/visible.h"

namespace headscope::figure {
namespace {

/// The word as its text has it; empty where that is blank or not known.
std::string in_text(const Encoding& encoding, const Unit& unit) {
  const std::u32string own =
      base::decode_utf8(unit.segment == 1 ? encoding.pair.value_or("") : encoding.text);
  const auto last = static_cast<std::int32_t>(own.size());
  const std::int32_t begin = std::clamp(encoding.offsets[unit.tokens.front()].begin, 0, last);
  const std::int32_t end = std::clamp(encoding.offsets[unit.tokens.back()].end, begin, last);
  const std::u32string word =
      own.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
  std::string label;
  if (is_blank(word)) return label;
  for (const char32_t c : word) base::append_utf8(label, c);
  return label;
}

std::string joined_pieces(const Encoding& encoding, const Unit& unit) {
  constexpr std::string_view kGoesOn = "##";
  std::string label;
  for (const std::size_t token : unit.tokens) {
    const std::string_view piece = encoding.tokens[token];
    label += piece.starts_with(kGoesOn) ? piece.substr(kGoesOn.size()) : piece;
  }
  return label;
}

std::string word_label(const Encoding& encoding, const Unit& unit) {
  if (encoding.offsets.empty()) return joined_pieces(encoding, unit);
  std::string label = in_text(encoding, unit);
  return label.empty() ? encoding.tokens[unit.tokens.front()] : label;
}

bool joins(const Unit& last, const Unit& piece, const std::vector<std::int32_t>& word_ids) {
  const std::int32_t word = word_ids[piece.tokens.front()];
  return word >= 0 && !last.special && word_ids[last.tokens.front()] == word &&
         last.segment == piece.segment;
}

}  // namespace

std::vector<Unit> pieces(const Encoding& encoding) {
  std::vector<Unit> units;
  units.reserve(encoding.size());
  int segment = 0;  // a special token goes with the text before it
  for (std::size_t i = 0; i < encoding.size(); ++i) {
    const std::int32_t sequence = encoding.sequence_ids.empty() ? -1 : encoding.sequence_ids[i];
    if (sequence >= 0) segment = sequence == 0 ? 0 : 1;
    const bool special = i < encoding.special.size() && encoding.special[i];
    units.push_back({encoding.tokens[i], {i}, special, segment});
  }
  return units;
}

std::vector<Unit> whole_words(const Encoding& encoding) {
  std::vector<Unit> all = pieces(encoding);
  if (encoding.word_ids.empty()) return all;
  std::vector<Unit> units;
  for (Unit& piece : all) {
    if (!units.empty() && joins(units.back(), piece, encoding.word_ids)) {
      units.back().tokens.push_back(piece.tokens.front());
    } else {
      units.push_back(std::move(piece));
    }
  }
  for (Unit& unit : units) {
    if (!unit.special) unit.label = word_label(encoding, unit);
  }
  return units;
}

}  // namespace headscope::figure
