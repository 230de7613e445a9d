#include <string>
#include <utility>

#include "text/byte_pairs.h"
#include "text/json_file.h"
#include "text/tokenizer_parts.h"
#include "text/unigram.h"
#include "text/word_piece.h"

namespace headscope::text {
namespace {

/// Files of 2020 do not name the model's type. The Rust library then takes the first whose fields
/// are all there.
std::string model_type(const Fields& model) {
  if (model.has("type")) return model.string("type");
  if (model.has("merges")) return "BPE";
  if (model.has("continuing_subword_prefix") && model.has("max_input_chars_per_word")) {
    return "WordPiece";
  }
  return model.value("vocab").is_array() ? "Unigram" : "WordLevel";
}

std::unique_ptr<const Model> make_model(const Fields& model, TokenizerJson json) {
  const std::string type = model_type(model);
  const std::filesystem::path& file = model.file();
  if (type == "Unigram") {
    if (!model.value("vocab").is_array()) throw model.error("vocab", "is not an array");
    const auto unknown =
        model.has("unk_id") ? std::optional(model.integer("unk_id")) : std::nullopt;
    return std::make_unique<Unigram>(json.vocabulary.finish(file), std::move(json.scores), unknown,
                                     model.optional_boolean("byte_fallback").value_or(false), file);
  }
  if (type != "WordPiece" && type != "BPE") {
    throw model.unsupported_type(type, "model", "WordPiece, BPE and Unigram");
  }
  model.object("vocab");
  if (type == "WordPiece") {
    return std::make_unique<WordPiece>(json.vocabulary.finish(file), WordPieceOptions::read(model),
                                       file);
  }
  if (!model.value("merges").is_array()) throw model.error("merges", "is not an array");
  return std::make_unique<BytePairs>(json.vocabulary.finish(file), json.merges,
                                     BytePairsOptions::read(model), file);
}

std::vector<AddedToken> read_added_tokens(const Fields& fields) {
  std::vector<AddedToken> tokens;
  if (!fields.has("added_tokens")) return tokens;
  for (const Fields& token : fields.objects("added_tokens")) {
    tokens.push_back(AddedToken::read(token));
  }
  return tokens;
}

}  // namespace

TokenizerParts read_tokenizer_file(const std::filesystem::path& file) {
  TokenizerJson json = read_tokenizer_json(file);
  const nlohmann::json content = std::move(json.content);
  const Fields fields(file, "", content);
  if (fields.has("version") && fields.string("version") != "1.0") {
    throw fields.error("version", "is not 1.0, the only one that Headscope knows");
  }
  TokenizerParts parts;
  if (fields.has("normalizer")) parts.normalizer = make_normalizer(fields.object("normalizer"));
  if (fields.has("pre_tokenizer")) {
    parts.pre_tokenizer = make_pre_tokenizer(fields.object("pre_tokenizer"));
  }
  parts.model = make_model(fields.object("model"), std::move(json));
  parts.added_tokens = AddedTokens(read_added_tokens(fields), *parts.model, parts.normalizer.get());
  if (fields.has("post_processor")) {
    parts.special_tokens = Template(fields.object("post_processor"));
  }
  return parts;
}

}  // namespace headscope::text
