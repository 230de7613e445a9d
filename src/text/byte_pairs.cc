#include "text/byte_pairs.h"

#include <algorithm>
#include <queue>
#include <tuple>
#include <utility>

#include "text/in_quotes.h"
#include "text/utf8_word.h"

namespace headscope::text {
namespace {

MergeTable make_table(const Vocabulary& vocabulary, const Merges& merges,
                      const std::string& continuation, const std::filesystem::path& file) {
  const auto id_of = [&](const std::string& token) {
    const auto id = vocabulary.find(token);
    if (!id) {
      throw Error(file.string() + ": a merge needs " + in_quotes(token) +
                  ", which the vocabulary does not have; the files do not belong together");
    }
    return *id;
  };
  std::vector<Merge> table;
  table.reserve(merges.size());
  for (const auto& [left, right] : merges) {
    const std::string rest = right.substr(std::min(continuation.size(), right.size()));
    const auto rank = static_cast<std::int32_t>(table.size());
    table.push_back({id_of(left), id_of(right), rank, id_of(left + rest)});
  }
  return MergeTable(std::move(table));
}

constexpr int kNone = -1;

}  // namespace

/// Part of a word. Those that follow each other are linked, as joining takes some out.
struct BytePairs::Symbol {
  std::int32_t id;
  std::size_t bytes;  // 0 when it was joined to the one before
  int previous = kNone;
  int next = kNone;
};

BytePairsOptions BytePairsOptions::read(const Fields& model) {
  if (model.has("dropout") && model.value("dropout") != 0) {
    throw model.error("dropout",
                      "is not 0; it is for training and would give other tokens each "
                      "time; set it to null");
  }
  BytePairsOptions options;
  options.unknown = model.optional_string("unk_token");
  options.continuation = model.optional_string("continuing_subword_prefix").value_or("");
  options.word_end = model.optional_string("end_of_word_suffix").value_or("");
  options.fuse_unknown = model.optional_boolean("fuse_unk").value_or(false);
  options.byte_fallback = model.optional_boolean("byte_fallback").value_or(false);
  options.ignore_merges = model.optional_boolean("ignore_merges").value_or(false);
  if (options.byte_fallback && !(options.continuation + options.word_end).empty()) {
    throw model.error("byte_fallback",
                      "is set together with continuing_subword_prefix or end_of_word_suffix, which "
                      "Headscope does not support");
  }
  return options;
}

BytePairs::BytePairs(Vocabulary vocabulary, const Merges& merges, const BytePairsOptions& options,
                     const std::filesystem::path& file)
    : vocabulary_(std::move(vocabulary)),
      options_(options),
      merges_(make_table(vocabulary_, merges, options.continuation, file)) {
  if (options_.byte_fallback) bytes_ = ByteIds(vocabulary_);
  if (options_.unknown) unknown_ = vocabulary_.find(*options_.unknown);
}

void BytePairs::require_unknown(std::string_view character) const {
  if (unknown_) return;
  throw Error("the text has " + in_quotes(character) +
              ", which the tokenizer's vocabulary lacks, " + "and so it does " +
              in_quotes(*options_.unknown) +
              ", which would stand for it; use another text or tokenizer");
}

/// The characters of a word that the vocabulary knows. What it lacks is unknown; without an entry
/// for that it is left out, and all that follows moves forward, as in the Rust library.
std::vector<BytePairs::Symbol> BytePairs::symbols_of(AlignedView word) const {
  std::vector<Symbol> symbols;
  const auto add = [&](std::int32_t id, std::size_t bytes) {
    const int at = static_cast<int>(symbols.size());
    if (at > 0) symbols.back().next = at;
    symbols.push_back({id, bytes, at - 1, kNone});
  };
  std::size_t unknown_bytes = 0;  // not yet added
  const auto add_unknown = [&] {
    if (unknown_bytes > 0) add(*unknown_, std::exchange(unknown_bytes, 0));
  };
  std::string token;
  for (std::size_t i = 0; i < word.size(); ++i) {
    token = i > 0 ? options_.continuation : "";
    const std::size_t prefix = token.size();
    base::append_utf8(token, word[i].code_point);
    const std::size_t size = token.size() - prefix;
    if (i + 1 == word.size()) token += options_.word_end;
    if (const auto id = vocabulary_.find(token)) {
      add_unknown();
      add(*id, size);
    } else if (const auto ids = bytes_.of(token); !ids.empty()) {
      for (const std::int32_t byte : ids) add(byte, 1);
    } else if (options_.unknown) {
      require_unknown(token);
      if (!options_.fuse_unknown) add_unknown();
      unknown_bytes += size;
    }
  }
  add_unknown();
  return symbols;
}

/// Always the first pair of the lowest rank. What waits in the queue may be outdated: its left part
/// is gone, or stands beside another one by now.
void BytePairs::join(std::vector<Symbol>& symbols) const {
  using Waiting = std::tuple<std::int32_t, int, std::int32_t>;  // rank, place, what it makes
  std::priority_queue<Waiting, std::vector<Waiting>, std::greater<>> queue;
  const auto at = [&](int place) -> Symbol& { return symbols[static_cast<std::size_t>(place)]; };
  const auto merge_at = [&](int place) -> const Merge* {
    const Symbol& left = at(place);
    if (left.bytes == 0 || left.next == kNone) return nullptr;
    return merges_.find(left.id, at(left.next).id);
  };
  const auto enqueue = [&](int place) {
    if (place == kNone) return;
    if (const Merge* merge = merge_at(place)) queue.emplace(merge->rank, place, merge->joined);
  };
  for (int place = 0; place < static_cast<int>(symbols.size()); ++place) enqueue(place);
  while (!queue.empty()) {
    const auto [rank, place, joined] = queue.top();
    queue.pop();
    const Merge* merge = merge_at(place);
    if (merge == nullptr || merge->joined != joined) continue;
    Symbol& left = at(place);
    Symbol& right = at(left.next);
    left.id = joined;
    left.bytes += std::exchange(right.bytes, 0);
    left.next = right.next;
    if (left.next != kNone) at(left.next).previous = place;
    enqueue(left.previous);
    enqueue(place);
  }
}

void BytePairs::tokenize(AlignedView word, std::vector<Subword>& pieces) const {
  if (options_.ignore_merges) {
    if (const auto id = vocabulary_.find(to_utf8(word))) {
      return pieces.push_back({*id, 0, word.size()});
    }
  }
  std::vector<Symbol> symbols = symbols_of(word);
  join(symbols);
  const Utf8Word utf8(word);
  std::size_t character = 0;  // where the next piece begins, at least in part
  std::size_t end = 0;        // in bytes
  for (const Symbol& symbol : symbols) {
    if (symbol.bytes == 0) continue;
    while (utf8.begins[character + 1] <= end) ++character;
    end += symbol.bytes;
    std::size_t last = character;
    while (utf8.begins[last + 1] < end) ++last;
    pieces.push_back({symbol.id, character, last + 1});
  }
}

}  // namespace headscope::text
