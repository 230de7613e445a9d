#include "text/bert_normalizer.h"

#include <utility>

#include "text/letter_case.h"
#include "text/normalization_forms.h"
#include "text/unicode.h"

namespace headscope::text {
namespace {

void clean(AlignedText& text) {
  std::erase_if(text, [](const AlignedChar& c) { return is_removed_by_cleaning(c.code_point); });
  for (AlignedChar& c : text) {
    if (is_whitespace(c.code_point)) c.code_point = U' ';
  }
}

/// The blocks of CJK ideographs as the Rust library has them. The fifth range of extensions starts
/// at U+2B920 there, not at U+2B820, and every model was made with it.
bool is_chinese(char32_t c) {
  const auto in = [c](char32_t first, char32_t last) { return c >= first && c <= last; };
  return in(0x4E00, 0x9FFF) || in(0x3400, 0x4DBF) || in(0x20000, 0x2A6DF) || in(0x2A700, 0x2B73F) ||
         in(0x2B740, 0x2B81F) || in(0x2B920, 0x2CEAF) || in(0xF900, 0xFAFF) || in(0x2F800, 0x2FA1F);
}

void set_chinese_apart(AlignedText& text) {
  AlignedText result;
  result.reserve(text.size());
  for (const AlignedChar& c : text) {
    if (!is_chinese(c.code_point)) {
      result.push_back(c);
      continue;
    }
    for (const char32_t code_point : {U' ', c.code_point, U' '}) {
      result.push_back({code_point, c.source});
    }
  }
  text = std::move(result);
}

void strip_accents(AlignedText& text) {
  decompose(text, Form::kCanonical);
  std::erase_if(text, [](const AlignedChar& c) { return is_nonspacing_mark(c.code_point); });
}

}  // namespace

BertNormalizerOptions BertNormalizerOptions::read(const Fields& fields) {
  return {fields.boolean("clean_text"), fields.boolean("handle_chinese_chars"),
          fields.optional_boolean("strip_accents"), fields.boolean("lowercase")};
}

void BertNormalizer::normalize(AlignedText& text) const {
  if (options_.clean_text) clean(text);
  if (options_.handle_chinese_chars) set_chinese_apart(text);
  if (options_.strip_accents.value_or(options_.lowercase)) strip_accents(text);
  if (options_.lowercase) make_lower_case(text);
}

}  // namespace headscope::text
