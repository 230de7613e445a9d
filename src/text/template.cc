#include "text/template.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "text/in_quotes.h"

namespace headscope::text {
namespace {

using Kind = TemplatePiece::Kind;

std::int32_t checked_id(const Fields& owner, std::string_view name, const nlohmann::json& id) {
  if (!id.is_number_unsigned() || id.get<std::uint64_t>() > 0x7FFFFFFF) {
    throw owner.error(name, "has an id that is not an integer from 0 to 2147483647");
  }
  return id.get<std::int32_t>();
}

/// `["[SEP]", 102]`, as BertProcessing has it.
std::int32_t id_of_pair(const Fields& fields, std::string_view name) {
  const nlohmann::json& pair = fields.value(name);
  if (!pair.is_array() || pair.size() != 2) throw fields.error(name, "is not [token, id]");
  return checked_id(fields, name, pair[1]);
}

/// `{"SpecialToken": {"id": "[SEP]", "type_id": 0}}`: one piece for each id that
/// `special_tokens` gives to the name.
void append_special(const Fields& piece, const Fields& specials, std::vector<TemplatePiece>& out) {
  const Fields special = piece.object("SpecialToken");
  const std::string name = special.string("id");
  const Fields entry = specials.object(name);
  const nlohmann::json& ids = entry.value("ids");
  if (!ids.is_array()) throw entry.error("ids", "is not an array");
  for (const nlohmann::json& id : ids) {
    out.push_back({Kind::kSpecial, checked_id(entry, "ids", id), special.integer("type_id")});
  }
}

std::vector<TemplatePiece> read_pieces(const Fields& fields, std::string_view name) {
  const Fields specials = fields.object("special_tokens");
  std::vector<TemplatePiece> pieces;
  for (const Fields& piece : fields.objects(name)) {
    if (piece.has("SpecialToken")) {
      append_special(piece, specials, pieces);
      continue;
    }
    const Fields sequence = piece.object("Sequence");
    const std::string id = sequence.string("id");
    if (id != "A" && id != "B") throw sequence.error("id", "is neither A nor B");
    pieces.push_back({id == "A" ? Kind::kText : Kind::kPair, 0, sequence.integer("type_id")});
  }
  return pieces;
}

}  // namespace

Template::Template() : single_{{Kind::kText}}, pair_{{Kind::kText}, {Kind::kPair, 0, 1}} {}

Template::Template(const Fields& fields) : Template() {
  const std::string type = fields.string("type");
  if (type == "TemplateProcessing") {
    read_templates(fields);
  } else if (type == "BertProcessing") {
    *this = bert(id_of_pair(fields, "cls"), id_of_pair(fields, "sep"));
  } else if (type == "RobertaProcessing") {
    *this = roberta(id_of_pair(fields, "cls"), id_of_pair(fields, "sep"));
    read_trim(fields);
  } else if (type == "ByteLevel") {
    read_trim(fields);
  } else if (type == "Sequence") {
    read_sequence(fields);
  } else {
    throw fields.unsupported_type(type, "post-processor",
                                  "TemplateProcessing, BertProcessing, RobertaProcessing, "
                                  "ByteLevel and Sequence");
  }
}

void Template::read_templates(const Fields& fields) {
  single_ = read_pieces(fields, "single");
  pair_ = read_pieces(fields, "pair");
  const auto is_pair = [](const TemplatePiece& piece) { return piece.kind == Kind::kPair; };
  if (std::any_of(single_.begin(), single_.end(), is_pair)) {
    throw fields.error("single", "asks for the second text of a pair");
  }
}

void Template::read_trim(const Fields& fields) {
  const bool added_prefix_space = fields.boolean("add_prefix_space");
  if (fields.boolean("trim_offsets")) trim_offsets(added_prefix_space);
}

void Template::read_sequence(const Fields& fields) {
  std::vector<bool> trims;
  const std::vector<Fields> steps = fields.objects("processors");
  for (const Fields& step : steps) {
    const bool is_last = &step == &steps.back();
    if (!is_last && step.string("type") != "ByteLevel") {
      throw step.error("is not the last step but " + in_quotes(step.string("type")) +
                       ", and Headscope supports only ByteLevel before the last");
    }
    *this = Template(step);
    trims.insert(trims.end(), trims_.begin(), trims_.end());
  }
  trims_ = trims;
}

Template Template::bert(std::int32_t cls, std::int32_t sep) {
  const TemplatePiece first = {Kind::kSpecial, cls, 0};
  const TemplatePiece after_text = {Kind::kSpecial, sep, 0};
  const TemplatePiece after_pair = {Kind::kSpecial, sep, 1};
  Template result;
  result.single_ = {first, {Kind::kText}, after_text};
  result.pair_ = {first, {Kind::kText}, after_text, {Kind::kPair, 0, 1}, after_pair};
  return result;
}

Template Template::roberta(std::int32_t cls, std::int32_t sep) {
  const TemplatePiece first = {Kind::kSpecial, cls, 0};
  const TemplatePiece between = {Kind::kSpecial, sep, 0};
  Template result;
  result.single_ = {first, {Kind::kText}, between};
  result.pair_ = {first, {Kind::kText}, between, between, {Kind::kPair}, between};
  return result;
}

std::size_t Template::added(bool is_pair) const {
  const auto is_special = [](const TemplatePiece& piece) { return piece.kind == Kind::kSpecial; };
  return static_cast<std::size_t>(
      std::count_if(pieces(is_pair).begin(), pieces(is_pair).end(), is_special));
}

}  // namespace headscope::text
