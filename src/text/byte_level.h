// Byte-level texts, as GPT-2 and RoBERTa have them: every byte of the UTF-8 as one printable
// character ("Ġ" for a space), so that a vocabulary of 256 entries knows every text.
#pragma once

#include <cstdint>
#include <memory>

#include "text/aligned_text.h"
#include "text/normalizer.h"
#include "text/pre_tokenizer.h"

namespace headscope::text {

/// The character that stands for a byte: printable ones for themselves, the others from U+0100 on.
char32_t character_of(std::uint8_t byte) noexcept;

/// Puts the characters of its bytes in place of every character.
void make_byte_level(AlignedText& text);

/// {"type": "ByteLevel", "add_prefix_space": …, "use_regex": …}: a space before every stretch that
/// has none, GPT-2's rule for words unless `use_regex` is false, then byte level.
std::unique_ptr<const PreTokenizer> make_byte_level_pre_tokenizer(bool add_prefix_space,
                                                                  bool use_rule);

}  // namespace headscope::text
