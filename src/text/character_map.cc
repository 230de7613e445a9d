#include "text/character_map.h"

#include <algorithm>
#include <cstddef>

#include "base/utf8.h"

namespace headscope::text {
namespace {

std::uint32_t read_u32(std::string_view bytes, std::size_t at) noexcept {
  std::uint32_t value = 0;
  for (int i = 3; i >= 0; --i) {
    value = value << 8 | static_cast<std::uint8_t>(bytes[at + static_cast<std::size_t>(i)]);
  }
  return value;
}

constexpr std::uint32_t kValue = 1U << 31;

constexpr std::size_t children(std::uint32_t unit) noexcept {
  return static_cast<std::size_t>(unit >> 10) << ((unit & 1U << 9) >> 6);
}

}  // namespace

std::optional<CharacterMap> CharacterMap::parse(std::string_view bytes) {
  if (bytes.size() < 4) return std::nullopt;
  const std::size_t trie_size = read_u32(bytes, 0) / 4;
  if (trie_size == 0 || trie_size > (bytes.size() - 4) / 4) return std::nullopt;
  CharacterMap map;
  map.trie_.reserve(trie_size);
  for (std::size_t i = 1; i <= trie_size; ++i) map.trie_.push_back(read_u32(bytes, 4 * i));
  map.replacements_ = bytes.substr(4 + 4 * trie_size);
  if (base::find_invalid_utf8(map.replacements_)) return std::nullopt;
  return map;
}

std::optional<std::string_view> CharacterMap::find(std::string_view text) const noexcept {
  std::size_t at = children(trie_[0]);
  for (const char byte : text) {
    const auto label = static_cast<std::uint8_t>(byte);
    at ^= label;
    if (label == 0 || at >= trie_.size()) return std::nullopt;
    const std::uint32_t unit = trie_[at];
    if ((unit & (kValue | 0xFF)) != label) return std::nullopt;
    at ^= children(unit);
    const bool ends_key = (unit & 1U << 8) != 0;
    if (ends_key) return at < trie_.size() ? replacement(trie_[at] & ~kValue) : std::nullopt;
  }
  return std::nullopt;
}

std::optional<std::string_view> CharacterMap::replacement(std::uint32_t value) const noexcept {
  if (value > replacements_.size()) return std::nullopt;
  const bool inside_character = value < replacements_.size() &&
                                (static_cast<std::uint8_t>(replacements_[value]) & 0xC0) == 0x80;
  if (inside_character) return std::nullopt;
  const std::size_t end = std::min(replacements_.find('\0', value), replacements_.size());
  return std::string_view(replacements_).substr(value, end - value);
}

}  // namespace headscope::text
