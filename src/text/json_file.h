// Reads the JSON files of a tokenizer.
//
// A tokenizer.json is nearly all vocabulary: tens of thousands of entries that go straight into a
// Vocabulary instead of becoming JSON objects first. The rest, a few kilobytes, is kept as it is.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>

#include "text/vocabulary.h"

namespace headscope::text {

/// A tokenizer.json, taken apart.
struct TokenizerJson {
  nlohmann::json content;          ///< without the entries of `model.vocab`, if that is an object
  Vocabulary::Builder vocabulary;  ///< those entries
};

/// Throws Error that names the file when it cannot be read, is not JSON, is nested absurdly deep,
/// or when an id in the vocabulary is not an integer from 0 to 2^31 − 1.
TokenizerJson read_tokenizer_json(const std::filesystem::path& file);

/// Any other JSON file, whole. Throws Error as above.
nlohmann::json read_json(const std::filesystem::path& file);

}  // namespace headscope::text
