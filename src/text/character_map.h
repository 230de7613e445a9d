// The character map of a SentencePiece model: which beginnings of a text are written how.
//
// As stored: the trie's size in bytes (u32), the trie, then the replacements, each ended by NUL.
// The trie is a double array in 32-bit units (Aoe 1989; the layout is that of Darts-clone):
//
//   bit 31      the unit is a value, the place of a replacement, and the rest of it says which
//   bits 10-30  where the children are: this unit's own index xor this number, times 256 if
//   bit 9       is set, and each child there at the place of its byte (xor again)
//   bit 8       a key ends here; its value stands where the child of byte 0 would
//   bits 0-7    the byte that leads here
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headscope::text {

class CharacterMap {
 public:
  /// From the bytes of `precompiled_charsmap`; nothing when they are cut off or not UTF-8. However
  /// wrong the trie is, looking up stays inside it.
  static std::optional<CharacterMap> parse(std::string_view bytes);

  /// What the shortest key that `text` begins with is written as, UTF-8; nothing if there is none.
  std::optional<std::string_view> find(std::string_view text) const noexcept;

 private:
  std::optional<std::string_view> replacement(std::uint32_t value) const noexcept;

  std::vector<std::uint32_t> trie_;
  std::string replacements_;
};

}  // namespace headscope::text
