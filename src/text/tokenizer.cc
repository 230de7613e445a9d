#include "headscope/tokenizer.h"

#include <limits>
#include <system_error>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "headscope/error.h"
#include "text/mask_token.h"
#include "text/offset_trim.h"
#include "text/tokenizer_parts.h"
#include "text/truncation.h"

namespace headscope {
namespace {

using text::AddedTokens;
using text::AlignedText;
using text::TemplatePiece;

/// The tokens of one text, before truncation and special tokens.
struct Tokens {
  std::vector<std::int32_t> ids;
  std::vector<Span> offsets;
  std::vector<std::int32_t> word_ids;

  void add(std::int32_t id, Span span, std::int32_t word) {
    ids.push_back(id);
    offsets.push_back(span);
    word_ids.push_back(word);
  }
};

void require_length(std::string_view text) {
  if (text.size() > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max())) {
    throw Error("the text is longer than 2 GiB; cut it into parts");
  }
}

text::TokenizerParts read_parts(const std::filesystem::path& folder) {
  std::error_code ignored;
  const std::filesystem::path file = folder / "tokenizer.json";
  if (std::filesystem::exists(file, ignored)) return text::read_tokenizer_file(file);
  if (std::filesystem::exists(folder / "vocab.txt", ignored)) {
    return text::read_legacy_files(folder);
  }
  throw Error(folder.string() +
              " holds no tokenizer: neither tokenizer.json nor vocab.txt; copy one of them there");
}

}  // namespace

struct Tokenizer::Implementation {
  text::TokenizerParts parts;
  std::optional<std::int32_t> mask_id;

  std::string_view token(std::int32_t id) const noexcept {
    const std::string_view added = parts.added_tokens.token(id);
    return added.empty() ? parts.model->vocabulary().token(id) : added;
  }

  /// Normalizer, pre-tokenizer and model, over the stretches between added tokens.
  Tokens tokenize(std::string_view utf8) const;

  /// Of the next token. It reads as an entry of the model's vocabulary, or as the text it covers.
  Span span_of(text::AlignedView covered, std::optional<std::int32_t> entry,
               const Tokens& before) const;

  void require_special_tokens(const std::filesystem::path& folder) const;
  void find_mask(const std::filesystem::path& folder);
};

Span Tokenizer::Implementation::span_of(text::AlignedView covered,
                                        std::optional<std::int32_t> entry,
                                        const Tokens& before) const {
  Span span = original_span(covered, 0, covered.size());
  if (parts.special_tokens.trims().empty()) return span;
  const text::Blanks blanks =
      entry ? text::blanks_of(parts.model->vocabulary().token(*entry)) : text::blanks_of(covered);
  for (const bool added_prefix_space : parts.special_tokens.trims()) {
    span = text::trimmed(span, blanks, before.ids.empty(), added_prefix_space);
  }
  return span;
}

Tokens Tokenizer::Implementation::tokenize(std::string_view utf8) const {
  Tokens tokens;
  std::int32_t word = 0;
  std::vector<text::Subword> subwords;
  const auto add_words = [&](AlignedText stretch) {
    std::vector<AlignedText> pieces;
    pieces.push_back(std::move(stretch));
    if (parts.pre_tokenizer) parts.pre_tokenizer->split(pieces);
    for (const AlignedText& piece : pieces) {
      subwords.clear();
      parts.model->tokenize(piece, subwords);
      for (const text::Subword& s : subwords) {
        const auto covered = text::AlignedView(piece).subspan(s.begin, s.end - s.begin);
        const bool reads_as_text = parts.model->reads_as_text(s.id);
        tokens.add(s.id,
                   span_of(covered, reads_as_text ? std::nullopt : std::optional(s.id), tokens),
                   word);
      }
      ++word;
    }
  };
  const auto add_token = [&](const AddedTokens::Part& part) {
    tokens.add(*part.id, span_of(part.text, std::nullopt, tokens), word++);
  };
  for (AddedTokens::Part& raw :
       parts.added_tokens.split(text::align(utf8), AddedTokens::Stage::kRaw)) {
    if (raw.id) {
      add_token(raw);
      continue;
    }
    if (parts.normalizer) parts.normalizer->normalize(raw.text);
    for (AddedTokens::Part& part :
         parts.added_tokens.split(std::move(raw.text), AddedTokens::Stage::kNormalized)) {
      if (part.id) {
        add_token(part);
      } else {
        add_words(std::move(part.text));
      }
    }
  }
  return tokens;
}

void Tokenizer::Implementation::require_special_tokens(const std::filesystem::path& folder) const {
  for (const bool is_pair : {false, true}) {
    for (const TemplatePiece& piece : parts.special_tokens.pieces(is_pair)) {
      if (piece.kind == TemplatePiece::Kind::kSpecial && token(piece.id).empty()) {
        throw Error(folder.string() + ": the tokenizer puts the id " + std::to_string(piece.id) +
                    " around every text, but its vocabulary has no such token");
      }
    }
  }
}

/// A mask is a token that a text which has it keeps whole.
void Tokenizer::Implementation::find_mask(const std::filesystem::path& folder) {
  for (const std::string& mask : text::mask_tokens(folder)) {
    const Tokens tokens = tokenize(mask);
    if (tokens.ids.size() == 1 && token(tokens.ids[0]) == mask) mask_id = tokens.ids[0];
  }
}

Tokenizer Tokenizer::load(const std::filesystem::path& folder) {
  Implementation implementation{read_parts(folder), std::nullopt};
  implementation.require_special_tokens(folder);
  implementation.find_mask(folder);
  return Tokenizer(std::make_unique<const Implementation>(std::move(implementation)));
}

Encoding Tokenizer::encode(std::string_view text, std::optional<std::string_view> pair,
                           Truncation truncation, std::size_t max_tokens) const {
  base::require_utf8(text, "the text");
  require_length(text);
  if (pair) {
    base::require_utf8(*pair, "the second text");
    require_length(*pair);
  }
  const text::Template& special_tokens = implementation_->parts.special_tokens;
  const std::size_t added = special_tokens.added(pair.has_value());
  if (truncation != Truncation::kNone && max_tokens < added) {
    throw Error("there is room for " + std::to_string(max_tokens) + " tokens, but the " +
                std::to_string(added) + " special tokens alone need more; allow more tokens");
  }

  const Tokens first = implementation_->tokenize(text);
  const Tokens second = pair ? implementation_->tokenize(*pair) : Tokens();
  const auto [first_length, second_length] = text::truncated_lengths(
      first.ids.size(), second.ids.size(), pair.has_value(), max_tokens - added, truncation);

  Encoding encoding;
  encoding.text = text;
  if (pair) encoding.pair = *pair;
  const auto put = [&](std::int32_t id, std::int32_t type, Span offsets, std::int32_t word,
                       std::int32_t sequence) {
    encoding.ids.push_back(id);
    encoding.tokens.emplace_back(implementation_->token(id));
    encoding.type_ids.push_back(type);
    encoding.offsets.push_back(offsets);
    encoding.word_ids.push_back(word);
    encoding.sequence_ids.push_back(sequence);
    encoding.special.push_back(sequence < 0);
  };
  for (const TemplatePiece& piece : special_tokens.pieces(pair.has_value())) {
    if (piece.kind == TemplatePiece::Kind::kSpecial) {
      put(piece.id, piece.type_id, Span(), -1, -1);
      continue;
    }
    const bool is_first = piece.kind == TemplatePiece::Kind::kText;
    const Tokens& tokens = is_first ? first : second;
    for (std::size_t i = 0; i < (is_first ? first_length : second_length); ++i) {
      put(tokens.ids[i], piece.type_id, tokens.offsets[i], tokens.word_ids[i], is_first ? 0 : 1);
    }
  }
  return encoding;
}

std::size_t Tokenizer::vocabulary_size() const noexcept {
  return implementation_->parts.model->size() +
         implementation_->parts.added_tokens.beyond_vocabulary();
}

std::string_view Tokenizer::token(std::int32_t id) const noexcept {
  return implementation_->token(id);
}

std::optional<std::int32_t> Tokenizer::mask_id() const noexcept { return implementation_->mask_id; }

std::string_view Tokenizer::kind() const noexcept { return implementation_->parts.model->kind(); }

Tokenizer::Tokenizer(std::unique_ptr<const Implementation> implementation)
    : implementation_(std::move(implementation)) {}
Tokenizer::Tokenizer(Tokenizer&&) noexcept = default;
Tokenizer& Tokenizer::operator=(Tokenizer&&) noexcept = default;
Tokenizer::~Tokenizer() = default;

}  // namespace headscope
