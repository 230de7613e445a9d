#include <string>
#include <utility>

#include "text/json_file.h"
#include "text/tokenizer_parts.h"
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

std::unique_ptr<const Model> make_model(const Fields& model, Vocabulary::Builder vocabulary) {
  const std::string type = model_type(model);
  if (type != "WordPiece") throw model.unsupported_type(type, "model", "WordPiece");
  model.object("vocab");
  return std::make_unique<WordPiece>(vocabulary.finish(model.file()), WordPieceOptions::read(model),
                                     model.file());
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
  const Fields fields(file, "", json.content);
  if (fields.has("version") && fields.string("version") != "1.0") {
    throw fields.error("version", "is not 1.0, the only one that Headscope knows");
  }
  TokenizerParts parts;
  if (fields.has("normalizer")) parts.normalizer = make_normalizer(fields.object("normalizer"));
  if (fields.has("pre_tokenizer")) {
    parts.pre_tokenizer = make_pre_tokenizer(fields.object("pre_tokenizer"));
  }
  parts.model = make_model(fields.object("model"), std::move(json.vocabulary));
  parts.added_tokens =
      AddedTokens(read_added_tokens(fields), parts.model->vocabulary(), parts.normalizer.get());
  if (fields.has("post_processor"))
    parts.special_tokens = Template(fields.object("post_processor"));
  return parts;
}

}  // namespace headscope::text
