// No tokenizer.json, however hostile, and no text may do more than raise an Error.
//
// The input is a tokenizer.json, and after a byte 0xFF a text for it. All of the input is also a
// text for a small tokenizer that is sound.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "headscope/error.h"
#include "headscope/tokenizer.h"
#include "tests/fuzz/input_folder.h"

namespace {

constexpr std::string_view kSound = R"({
  "version": "1.0",
  "added_tokens": [
    {"id": 3, "content": "[MASK]", "single_word": false, "lstrip": true, "rstrip": false,
     "normalized": false, "special": true},
    {"id": 9, "content": "New", "single_word": true, "lstrip": false, "rstrip": true,
     "normalized": true, "special": false}],
  "normalizer": {"type": "Sequence", "normalizers": [
    {"type": "NFC"},
    {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true,
     "strip_accents": null, "lowercase": true}]},
  "pre_tokenizer": {"type": "BertPreTokenizer"},
  "post_processor": {"type": "BertProcessing", "sep": ["[SEP]", 2], "cls": ["[CLS]", 1]},
  "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
    "max_input_chars_per_word": 100,
    "vocab": {"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "[MASK]": 3, "a": 4, "##a": 5, "##b": 6,
              "ab": 7, "!": 8}}
})";

headscope::Tokenizer load(const headscope::fuzz::InputFolder& folder, std::string_view json) {
  folder.write("tokenizer.json", json);
  return headscope::Tokenizer::load(folder.path());
}

void encode(const headscope::Tokenizer& tokenizer, std::string_view text) {
  const headscope::Encoding whole = tokenizer.encode(text);
  if (whole.tokens.size() != whole.size() || whole.offsets.size() != whole.size()) std::abort();
  using headscope::Truncation;
  for (const auto strategy :
       {Truncation::kLongestFirst, Truncation::kOnlyFirst, Truncation::kOnlySecond}) {
    try {
      if (tokenizer.encode(text, text, strategy, 7).size() > 7) std::abort();
    } catch (const headscope::Error&) {
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const headscope::fuzz::InputFolder folder;
  static const headscope::Tokenizer sound = load(folder, kSound);
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  try {
    encode(sound, input);
  } catch (const headscope::Error&) {
  }
  const std::size_t end = input.find('\xFF');
  try {
    const headscope::Tokenizer tokenizer = load(folder, input.substr(0, end));
    encode(tokenizer, end == input.npos ? "a ab!" : input.substr(end + 1));
  } catch (const headscope::Error&) {
  }
  return 0;
}
