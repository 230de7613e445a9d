// A tokenizer.json to change in tests, and what it makes of a text in one line.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "headscope/tokenizer.h"
#include "tests/text/temporary_folder.h"

namespace headscope {

/// [UNK] 0, [CLS] 1, [SEP] 2, [MASK] 3 and some letters; lower-cases and cuts as BERT does.
inline nlohmann::json small_tokenizer() {
  return nlohmann::json::parse(R"({
    "version": "1.0",
    "truncation": {"max_length": 1}, "padding": {"strategy": "BatchLongest"},
    "added_tokens": [
      {"id": 3, "content": "[MASK]", "single_word": false, "lstrip": false, "rstrip": false,
       "normalized": false, "special": true}],
    "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true,
                   "strip_accents": null, "lowercase": true},
    "pre_tokenizer": {"type": "BertPreTokenizer"},
    "post_processor": {"type": "BertProcessing", "sep": ["[SEP]", 2], "cls": ["[CLS]", 1]},
    "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
              "max_input_chars_per_word": 10,
              "vocab": {"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "[MASK]": 3, "a": 4, "##a": 5,
                        "b": 6, "##b": 7, "abb": 8, "##bb": 9, "!": 10, "e": 11, "##e": 12}}
  })");
}

inline nlohmann::json added_token(std::string_view content) {
  return {{"id", 0u},        {"content", content},  {"single_word", false}, {"lstrip", false},
          {"rstrip", false}, {"normalized", false}, {"special", false}};
}

inline Tokenizer load(const nlohmann::json& json) {
  const TemporaryFolder folder;
  folder.write("tokenizer.json", json.dump());
  return Tokenizer::load(folder.path());
}

/// "[CLS] a@0-1 ##b@1-2 [SEP]": the tokens, and where those that are not special come from.
inline std::string in_words(const Encoding& encoding) {
  std::string words;
  for (std::size_t i = 0; i < encoding.size(); ++i) {
    if (i > 0) words += ' ';
    words += encoding.tokens[i];
    if (encoding.special[i]) continue;
    const Span span = encoding.offsets[i];
    words += '@' + std::to_string(span.begin) + '-' + std::to_string(span.end);
  }
  return words;
}

}  // namespace headscope
