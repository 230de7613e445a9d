// The special tokens that a folder without tokenizer.json names: in tokenizer_config.json,
// special_tokens_map.json and added_tokens.json, as transformers reads them.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/added_tokens.h"
#include "text/fields.h"

namespace headscope::text {

class SpecialTokens {
 public:
  /// Files that do not exist say nothing. Throws Error when one is not as it should be.
  explicit SpecialTokens(const std::filesystem::path& folder);

  /// All of tokenizer_config.json.
  Fields config() const { return Fields(file_, "", config_); }

  /// The token of a role, "cls_token". Throws Error when the files say that there is none.
  std::string of(std::string_view role) const;

  /// Every token that is to be looked for, in the order in which those that the vocabulary lacks
  /// are numbered: first the added ones by id, then those with a role, then the extra ones.
  const std::vector<AddedToken>& all() const { return all_; }

 private:
  void read_roles();
  void read_extra(const char* key);
  void put_decoder();
  void put_numbered(const std::filesystem::path& file);
  void put(const AddedToken& token);
  bool is_special(const std::string& content) const;

  std::filesystem::path file_;
  nlohmann::json config_;
  std::vector<std::pair<std::string, AddedToken>> roles_;
  std::vector<AddedToken> extra_;
  std::vector<AddedToken> all_;
};

}  // namespace headscope::text
