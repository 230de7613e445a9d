#include "text/byte_level.h"

#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/utf8.h"
#include "text/split.h"

namespace headscope::text {
namespace {

/// Language Models are Unsupervised Multitask Learners (Radford et al. 2019): contractions, words,
/// numbers and the rest, each with the space before it; of several blanks the last goes with what
/// follows.
constexpr const char* kRule =
    R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)";

const Regex& rule() {
  static const Regex regex = [] {
    const nlohmann::json json = {{"rule", kRule}};
    return Regex(Fields("GPT-2", "", json), "rule");
  }();
  return regex;
}

constexpr bool is_printable(std::uint32_t byte) {
  return (byte >= 0x21 && byte <= 0x7E) || (byte >= 0xA1 && byte != 0xAD);
}

constexpr std::array<char32_t, 256> kCharacters = [] {
  std::array<char32_t, 256> characters{};
  char32_t next = 0x100;
  for (std::uint32_t byte = 0; byte < 256; ++byte) {
    characters[byte] = is_printable(byte) ? byte : next++;
  }
  return characters;
}();

class ByteLevel : public PreTokenizer {
 public:
  ByteLevel(bool add_prefix_space, bool use_rule)
      : add_prefix_space_(add_prefix_space), use_rule_(use_rule) {}

  void split(std::vector<AlignedText>& pieces) const override {
    for (AlignedText& piece : pieces) {
      if (add_prefix_space_ && piece.front().code_point != U' ') prepend(piece, U" ");
    }
    if (use_rule_) split_at(pieces, rule(), Delimiters::kIsolated);
    for (AlignedText& piece : pieces) make_byte_level(piece);
  }

 private:
  bool add_prefix_space_;
  bool use_rule_;
};

}  // namespace

char32_t character_of(std::uint8_t byte) noexcept { return kCharacters[byte]; }

void make_byte_level(AlignedText& text) {
  AlignedText result;
  result.reserve(text.size());
  std::string utf8;
  for (const AlignedChar& c : text) {
    utf8.clear();
    base::append_utf8(utf8, c.code_point);
    for (const char byte : utf8) {
      result.push_back({character_of(static_cast<std::uint8_t>(byte)), c.source});
    }
  }
  text = std::move(result);
}

std::unique_ptr<const PreTokenizer> make_byte_level_pre_tokenizer(bool add_prefix_space,
                                                                  bool use_rule) {
  return std::make_unique<ByteLevel>(add_prefix_space, use_rule);
}

}  // namespace headscope::text
