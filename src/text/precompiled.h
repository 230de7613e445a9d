// SentencePiece's normalizer: rewrites characters and short grapheme clusters by a character map.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/character_map.h"
#include "text/normalizer.h"

namespace headscope::text {

class Precompiled : public Normalizer {
 public:
  explicit Precompiled(CharacterMap map) : map_(std::move(map)) {}

  /// From `precompiled_charsmap`, which is base64. Throws Error when it is not, or is cut off.
  static Precompiled read(const Fields& fields);

  void normalize(AlignedText& text) const override;

 private:
  bool replace(AlignedView part, std::vector<Rewritten>& out) const;

  CharacterMap map_;
};

/// The bytes that base64 stands for; nothing when `text` is not base64.
std::optional<std::string> decode_base64(std::string_view text);

}  // namespace headscope::text
