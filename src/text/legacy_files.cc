#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "text/bert_normalizer.h"
#include "text/special_tokens.h"
#include "text/tokenizer_parts.h"
#include "text/vocabulary_file.h"
#include "text/word_piece.h"

namespace headscope::text {
namespace {

using Json = nlohmann::json;

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

Json bert_normalizer(const Fields& config) {
  const auto flag = [&](const char* name) {
    return !config.json().contains(name) || config.boolean(name);
  };
  return {{"type", "BertNormalizer"},
          {"clean_text", true},
          {"handle_chinese_chars", flag("tokenize_chinese_chars")},
          {"lowercase", flag("do_lower_case")},
          {"strip_accents", config.json().value("strip_accents", Json())}};
}

}  // namespace

TokenizerParts read_legacy_files(const std::filesystem::path& folder) {
  const SpecialTokens specials(folder);
  const Fields config = specials.config();
  require_bert(config);
  const std::filesystem::path vocabulary = folder / "vocab.txt";

  TokenizerParts parts;
  const Json normalizer = bert_normalizer(config);
  parts.normalizer = make_normalizer(Fields(config.file(), "", normalizer));
  const Json pre_tokenizer = {{"type", "BertPreTokenizer"}};
  parts.pre_tokenizer = make_pre_tokenizer(Fields(config.file(), "", pre_tokenizer));
  WordPieceOptions options;
  options.unknown = specials.of("unk_token");
  parts.model = std::make_unique<WordPiece>(read_vocabulary_file(vocabulary), options, vocabulary);
  parts.added_tokens =
      AddedTokens(specials.all(), parts.model->vocabulary(), parts.normalizer.get());

  const auto with_id = [&](const char* role) {
    const std::string token = specials.of(role);
    return Json::array({token, parts.added_tokens.find(token).value()});
  };
  const Json processing = {
      {"type", "BertProcessing"}, {"cls", with_id("cls_token")}, {"sep", with_id("sep_token")}};
  parts.special_tokens = Template(Fields(config.file(), "", processing));
  return parts;
}

}  // namespace headscope::text
