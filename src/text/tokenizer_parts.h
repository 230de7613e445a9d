// The parts that make up a tokenizer, whatever files they were read from.
#pragma once

#include <filesystem>
#include <memory>

#include "text/added_tokens.h"
#include "text/model.h"
#include "text/normalizer.h"
#include "text/pre_tokenizer.h"
#include "text/template.h"

namespace headscope::text {

struct TokenizerParts {
  std::unique_ptr<const Normalizer> normalizer;       ///< null when there is none
  std::unique_ptr<const PreTokenizer> pre_tokenizer;  ///< null when there is none
  std::unique_ptr<const Model> model;
  AddedTokens added_tokens;
  Template special_tokens;
};

/// From a `tokenizer.json`.
TokenizerParts read_tokenizer_file(const std::filesystem::path& file);

/// From the files that came before it: `vocab.txt`, and where they exist `tokenizer_config.json`,
/// `special_tokens_map.json` and `added_tokens.json`.
TokenizerParts read_legacy_files(const std::filesystem::path& folder);

}  // namespace headscope::text
