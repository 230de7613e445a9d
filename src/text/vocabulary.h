// The entries of a model: strings with ids, found in either direction.
//
//   Vocabulary::Builder builder;
//   builder.add("##ing", 2075);
//   Vocabulary vocabulary = builder.finish("vocab.txt");
//   vocabulary.find("##ing");  // 2075
//
// Look-up goes by a hash that is read from left to right, so that the hashes of all the beginnings
// of a word cost one pass over it: that is what WordPiece asks for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headscope::text {

class Vocabulary {
 public:
  class Builder;

  /// A hash of the bytes read so far: 64-bit FNV-1a.
  class Hash {
   public:
    constexpr Hash& read(std::string_view bytes) noexcept {
      for (const char byte : bytes) {
        state_ = (state_ ^ static_cast<std::uint8_t>(byte)) * 0x100000001B3;
      }
      return *this;
    }
    /// All bits depend on all bytes.
    constexpr std::uint64_t value() const noexcept { return state_ ^ state_ >> 32; }

   private:
    std::uint64_t state_ = 0xCBF29CE484222325;
  };

  std::optional<std::int32_t> find(std::string_view token) const noexcept;

  /// Finds `prefix` followed by `rest`, whose hash is known already.
  std::optional<std::int32_t> find(Hash hash, std::string_view prefix,
                                   std::string_view rest) const noexcept;

  /// The string of an id, or an empty string where there is none.
  std::string_view token(std::int32_t id) const noexcept;

  std::size_t size() const noexcept { return entries_.size(); }

  /// Bytes of the longest entry.
  std::size_t longest() const noexcept { return longest_; }

 private:
  struct Entry {
    std::size_t begin;  // in text_, in the order of the file
    std::uint32_t length;
    std::int32_t id;
  };
  struct Slot {
    std::uint32_t tag = 0;    // more bits of the hash
    std::uint32_t entry = 0;  // 1 + its place in entries_; 0 in a free slot
  };

  std::string_view text_of(const Entry& entry) const noexcept;

  std::string text_;
  std::vector<Entry> entries_;  // by id
  std::vector<Slot> slots_;     // a power of two, at most half full
  std::size_t longest_ = 0;
};

/// Takes the entries in any order; of two with the same string the later counts.
class Vocabulary::Builder {
 public:
  void add(std::string_view token, std::int32_t id);

  /// Throws Error that names `file` when two strings have the same id.
  Vocabulary finish(const std::filesystem::path& file);

 private:
  static constexpr std::int32_t kOverwritten = -1;

  /// Fills the slots. Where strings are equal, marks the earlier entry as overwritten and says no.
  bool place_all();

  Vocabulary vocabulary_;
};

}  // namespace headscope::text
