// Reads the JSON files of a tokenizer.
//
// A tokenizer.json is nearly all vocabulary and merges: up to hundreds of thousands of entries that
// go straight to where they are needed instead of becoming JSON objects first. The rest, a few
// kilobytes, is kept as it is.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/vocabulary.h"

namespace headscope::text {

/// Pairs of entries that BPE joins, the first ones first.
using Merges = std::vector<std::pair<std::string, std::string>>;

/// A tokenizer.json, taken apart.
struct TokenizerJson {
  nlohmann::json content;          ///< with `model.vocab` and `model.merges` empty
  Vocabulary::Builder vocabulary;  ///< `model.vocab`, an object of ids or an array of pieces
  std::vector<double> scores;      ///< of the pieces, by id; empty where there are ids
  Merges merges;                   ///< `model.merges`, "a b" or ["a", "b"]
};

/// Throws Error that names the file when it cannot be read, is not JSON, is nested absurdly deep,
/// when an id in the vocabulary is not an integer from 0 to 2^31 − 1, or when a piece or a merge is
/// none.
TokenizerJson read_tokenizer_json(const std::filesystem::path& file);

/// Any other JSON file, whole. Throws Error as above.
nlohmann::json read_json(const std::filesystem::path& file);

/// vocab.json: an object of ids. Throws Error as above.
Vocabulary read_vocabulary_json(const std::filesystem::path& file);

/// "a b" as a pair; nothing when it is not two parts with a space between.
std::optional<Merges::value_type> read_merge(std::string_view line);

}  // namespace headscope::text
