#include "text/vocabulary.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "headscope/error.h"
#include "text/in_quotes.h"

namespace headscope::text {

std::string_view Vocabulary::text_of(const Entry& entry) const noexcept {
  return std::string_view(text_).substr(entry.begin, entry.length);
}

std::optional<std::int32_t> Vocabulary::find(std::string_view token) const noexcept {
  return find(Hash().read(token), "", token);
}

std::optional<std::int32_t> Vocabulary::find(Hash hash, std::string_view prefix,
                                             std::string_view rest) const noexcept {
  const std::size_t mask = slots_.size() - 1;
  const auto tag = static_cast<std::uint32_t>(hash.value() >> 32);
  for (std::size_t at = hash.value() & mask; slots_[at].entry != 0; at = (at + 1) & mask) {
    if (slots_[at].tag != tag) continue;
    const Entry& entry = entries_[slots_[at].entry - 1];
    const std::string_view text = text_of(entry);
    if (text.size() == prefix.size() + rest.size() && text.starts_with(prefix) &&
        text.ends_with(rest)) {
      return entry.id;
    }
  }
  return std::nullopt;
}

std::string_view Vocabulary::token(std::int32_t id) const noexcept {
  const auto dense = static_cast<std::size_t>(id);
  if (dense < entries_.size() && entries_[dense].id == id) return text_of(entries_[dense]);
  const auto found =
      std::lower_bound(entries_.begin(), entries_.end(), id,
                       [](const Entry& entry, int sought) { return entry.id < sought; });
  return found != entries_.end() && found->id == id ? text_of(*found) : std::string_view();
}

void Vocabulary::Builder::add(std::string_view token, std::int32_t id) {
  Vocabulary& v = vocabulary_;
  v.entries_.push_back({v.text_.size(), static_cast<std::uint32_t>(token.size()), id});
  v.text_ += token;
}

bool Vocabulary::Builder::place_all() {
  Vocabulary& v = vocabulary_;
  v.slots_.assign(std::bit_ceil(2 * v.entries_.size() + 2), Slot());
  const std::size_t mask = v.slots_.size() - 1;
  bool all_differ = true;
  for (std::size_t i = 0; i < v.entries_.size(); ++i) {
    const std::string_view text = v.text_of(v.entries_[i]);
    const std::uint64_t hash = Hash().read(text).value();
    const auto tag = static_cast<std::uint32_t>(hash >> 32);
    const auto holds_other = [&](const Slot& slot) {
      return slot.entry != 0 && (slot.tag != tag || v.text_of(v.entries_[slot.entry - 1]) != text);
    };
    std::size_t at = hash & mask;
    while (holds_other(v.slots_[at])) at = (at + 1) & mask;
    Slot& slot = v.slots_[at];
    std::size_t winner = i;
    if (slot.entry != 0) {
      std::size_t loser = slot.entry - 1;
      if (v.entries_[loser].begin > v.entries_[winner].begin) std::swap(loser, winner);
      v.entries_[loser].id = kOverwritten;
      all_differ = false;
    }
    slot = {tag, static_cast<std::uint32_t>(winner + 1)};
  }
  return all_differ;
}

Vocabulary Vocabulary::Builder::finish(const std::filesystem::path& file) {
  Vocabulary& v = vocabulary_;
  const auto by_id = [](const Entry& a, const Entry& b) { return a.id < b.id; };
  if (!std::is_sorted(v.entries_.begin(), v.entries_.end(), by_id)) {
    std::sort(v.entries_.begin(), v.entries_.end(), by_id);
  }
  if (!place_all()) {
    std::erase_if(v.entries_, [](const Entry& entry) { return entry.id == kOverwritten; });
    place_all();
  }
  for (const Entry& entry : v.entries_)
    v.longest_ = std::max<std::size_t>(v.longest_, entry.length);
  const auto twins = std::adjacent_find(v.entries_.begin(), v.entries_.end(),
                                        [](auto& a, auto& b) { return a.id == b.id; });
  if (twins != v.entries_.end()) {
    throw Error(file.string() + ": the vocabulary gives the id " + std::to_string(twins->id) +
                " to two tokens, " + in_quotes(v.text_of(twins[0])) + " and " +
                in_quotes(v.text_of(twins[1])));
  }
  return std::move(v);
}

}  // namespace headscope::text
