#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "text/bert_normalizer.h"
#include "text/special_tokens.h"
#include "text/tokenizer_parts.h"
#include "text/vocabulary_file.h"
#include "text/word_piece.h"

namespace headscope::text {
namespace {

/// Other classes put other special tokens around a text.
void require_bert(const Fields& config) {
  if (!config.has("tokenizer_class")) return;
  std::string name = config.string("tokenizer_class");
  if (name.ends_with("Fast")) name.resize(name.size() - 4);
  constexpr std::string_view kKnown[] = {"BertTokenizer", "DistilBertTokenizer",
                                         "ElectraTokenizer"};
  if (std::find(std::begin(kKnown), std::end(kKnown), name) == std::end(kKnown)) {
    throw config.error("tokenizer_class",
                       "is none of BertTokenizer, DistilBertTokenizer and ElectraTokenizer, which "
                       "Headscope reads from vocab.txt; save the tokenizer as tokenizer.json");
  }
}

BertNormalizerOptions normalizer_options(const Fields& config) {
  BertNormalizerOptions options;
  const auto read = [&](std::string_view name, bool& option) {
    if (config.json().contains(name)) option = config.boolean(name);
  };
  read("tokenize_chinese_chars", options.handle_chinese_chars);
  read("do_lower_case", options.lowercase);
  options.strip_accents = config.optional_boolean("strip_accents");
  return options;
}

}  // namespace

TokenizerParts read_legacy_files(const std::filesystem::path& folder) {
  const SpecialTokens specials(folder);
  const Fields config = specials.config();
  require_bert(config);
  const std::filesystem::path vocabulary = folder / "vocab.txt";
  WordPieceOptions options;
  options.unknown = specials.of("unk_token");

  TokenizerParts parts;
  parts.normalizer = std::make_unique<BertNormalizer>(normalizer_options(config));
  parts.pre_tokenizer = make_bert_pre_tokenizer();
  parts.model = std::make_unique<WordPiece>(read_vocabulary_file(vocabulary), options, vocabulary);
  parts.added_tokens = AddedTokens(specials.all(), *parts.model, parts.normalizer.get());
  const auto id_of = [&](const char* role) {
    return parts.added_tokens.find(specials.of(role)).value();
  };
  parts.special_tokens = Template::bert(id_of("cls_token"), id_of("sep_token"));
  return parts;
}

}  // namespace headscope::text
