#include "text/special_tokens.h"

#include <algorithm>
#include <map>
#include <optional>
#include <system_error>

#include "text/json_file.h"

namespace headscope::text {
namespace {

using Json = nlohmann::json;

bool is_there(const std::filesystem::path& file) {
  std::error_code ignored;
  return std::filesystem::exists(file, ignored);
}

/// A token given as a string, or as an object with flags. Special tokens are looked for as they
/// are, others in normalized form, where the object does not say.
AddedToken read_token(const Fields& owner, std::string_view name, bool is_special) {
  const Json& value = owner.value(name);
  AddedToken token;
  token.normalized = !is_special;
  if (value.is_string()) {
    token.content = value.get<std::string>();
    return token;
  }
  const Fields fields = owner.object(name);
  token.content = fields.string("content");
  token.single_word = fields.optional_boolean("single_word").value_or(false);
  token.lstrip = fields.optional_boolean("lstrip").value_or(false);
  token.rstrip = fields.optional_boolean("rstrip").value_or(false);
  token.normalized = fields.optional_boolean("normalized").value_or(token.normalized);
  return token;
}

}  // namespace

SpecialTokens::SpecialTokens(const std::filesystem::path& folder)
    : file_(folder / "tokenizer_config.json"), config_(Json::object()) {
  if (is_there(file_)) config_ = read_json(file_);
  const bool has_decoder = config().has("added_tokens_decoder");
  // The older files count only where the config does not list every added token itself.
  const auto older_file = [&](const char* name) -> std::optional<std::filesystem::path> {
    return !has_decoder && is_there(folder / name) ? std::optional(folder / name) : std::nullopt;
  };
  if (const auto map = older_file("special_tokens_map.json")) {
    const Json overrides = read_json(*map);
    config_.update(Fields(*map, "", overrides).json());
  }
  read_roles();
  read_extra("extra_special_tokens");
  read_extra("additional_special_tokens");

  if (has_decoder) put_decoder();
  if (const auto numbered = older_file("added_tokens.json")) put_numbered(*numbered);
  for (const auto& [role, token] : roles_) put(token);
  for (const AddedToken& token : extra_) put(token);
}

std::string SpecialTokens::of(std::string_view role) const {
  const auto found = std::find_if(roles_.begin(), roles_.end(),
                                  [&](const auto& entry) { return entry.first == role; });
  if (found == roles_.end()) throw config().error(role, "is null");
  if (found->second.content.empty()) throw config().error(role, "is empty");
  return found->second.content;
}

void SpecialTokens::read_roles() {
  constexpr std::pair<const char*, const char*> kRolesOfBert[] = {
      {"bos_token", nullptr},  {"eos_token", nullptr}, {"unk_token", "[UNK]"},
      {"sep_token", "[SEP]"},  {"pad_token", "[PAD]"}, {"cls_token", "[CLS]"},
      {"mask_token", "[MASK]"}};
  for (const auto& [role, usual] : kRolesOfBert) {
    if (!config_.contains(role) && usual != nullptr) config_[role] = usual;
    if (config().has(role)) roles_.emplace_back(role, read_token(config(), role, true));
  }
}

void SpecialTokens::read_extra(const char* key) {
  if (!config().has(key)) return;
  if (!config_[key].is_array()) throw config().error(key, "is not an array");
  for (const Json& value : config_[key]) {
    const Json named = {{key, value}};
    extra_.push_back(read_token(Fields(file_, "", named), key, true));
  }
}

/// `added_tokens_decoder`: {"103": {"content": "[MASK]", "lstrip": false, …}, …}.
void SpecialTokens::put_decoder() {
  const Fields decoder = config().object("added_tokens_decoder");
  std::map<std::pair<std::size_t, std::string>, AddedToken> by_id;
  for (const auto& [id, ignored] : decoder.json().items()) {
    const Fields token = decoder.object(id);
    const bool special =
        token.optional_boolean("special").value_or(false) || is_special(token.string("content"));
    by_id[{id.size(), id}] = read_token(decoder, id, special);
  }
  for (const auto& [id, token] : by_id) put(token);
}

/// `added_tokens.json`: {"<name>": 30522, …}.
void SpecialTokens::put_numbered(const std::filesystem::path& file) {
  const Json json = read_json(file);
  const Fields fields(file, "", json);
  std::map<std::int32_t, AddedToken> by_id;
  for (const auto& [content, ignored] : fields.json().items()) {
    AddedToken& token = by_id[fields.integer(content)];
    token.content = content;
    token.normalized = !is_special(content);
  }
  for (const auto& [id, token] : by_id) put(token);
}

void SpecialTokens::put(const AddedToken& token) {
  const auto is_same = [&](const AddedToken& other) { return other.content == token.content; };
  if (std::none_of(all_.begin(), all_.end(), is_same)) all_.push_back(token);
}

bool SpecialTokens::is_special(const std::string& content) const {
  const auto is_it = [&](const AddedToken& token) { return token.content == content; };
  return std::any_of(extra_.begin(), extra_.end(), is_it) ||
         std::any_of(roles_.begin(), roles_.end(),
                     [&](const auto& entry) { return is_it(entry.second); });
}

}  // namespace headscope::text
