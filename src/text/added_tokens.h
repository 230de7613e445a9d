// Tokens that are looked for in the text itself, before anything is cut: "[MASK]", "<extra_0>".
//
//   AddedTokens added(fields.objects("added_tokens"), *model, normalizer);
//   added.split(text, AddedTokens::Stage::kRaw);
//   // "a [MASK] b": {"a "}, {"[MASK]", id 103}, {" b"}
//
// The rules are those of the Rust library: where several match, the leftmost and of these the
// longest counts; ids are the vocabulary's, and tokens that it lacks are numbered after its end,
// whatever ids the file gives.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "text/aligned_text.h"
#include "text/fields.h"
#include "text/model.h"
#include "text/normalizer.h"

namespace headscope::text {

/// One entry of `added_tokens`.
struct AddedToken {
  std::string content;
  bool single_word = false;  ///< only where no letter touches it
  bool lstrip = false;       ///< takes the blanks before it along
  bool rstrip = false;       ///< takes the blanks after it along
  bool normalized = false;   ///< is looked for in the normalized text, in its normalized form

  /// From the fields of these names. Throws Error when one is missing.
  static AddedToken read(const Fields& fields);
};

class AddedTokens {
 public:
  enum class Stage {
    kRaw,         ///< the text as it was given
    kNormalized,  ///< what the normalizer made of the rest
  };

  /// Part of a text: an added token, or what lies between them.
  struct Part {
    AlignedText text;
    std::optional<std::int32_t> id;
  };

  AddedTokens() = default;

  /// `normalizer` may be null.
  AddedTokens(const std::vector<AddedToken>& tokens, const Model& model,
              const Normalizer* normalizer);

  /// Cuts `text` into added tokens and the rest. No part is empty.
  std::vector<Part> split(AlignedText text, Stage stage) const;

  std::optional<std::int32_t> find(const std::string& content) const;

  /// The content of an added token, normalized if it is looked for in normalized form, or an empty
  /// string where the id is none.
  std::string_view token(std::int32_t id) const noexcept;

  /// How many there are that the vocabulary lacks.
  std::size_t beyond_vocabulary() const noexcept { return beyond_vocabulary_; }

 private:
  struct Pattern {
    std::u32string text;
    std::int32_t id;
  };
  struct Known {
    AddedToken token;
    std::string shown;  // normalized if the token is
  };
  using Patterns = std::vector<Pattern>;  // sorted by text

  const Patterns& patterns(Stage stage) const { return stage == Stage::kRaw ? raw_ : normalized_; }

  std::unordered_map<std::string, std::int32_t> ids_;
  std::unordered_map<std::int32_t, Known> tokens_;
  Patterns raw_;
  Patterns normalized_;
  std::size_t beyond_vocabulary_ = 0;
};

}  // namespace headscope::text
