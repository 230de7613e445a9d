// JSON from files that nobody vouches for, with messages that name the file and the place.
//
//   nlohmann::json config = read_json_object("./model/config.json");
#pragma once

#include <cstddef>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace headscope::checkpoint {

/// No JSON file of a checkpoint comes near this size; the safetensors format sets the same limit
/// for its header.
inline constexpr std::size_t kMaxJsonBytes = 100'000'000;

/// Parses `text`. Throws Error, its sentence beginning with `what`, for what is not JSON, has the
/// same name twice in one object or is nested more than 64 deep.
nlohmann::json parse_json(std::string_view text, std::string_view what);

/// The same for a whole file, which must hold an object.
nlohmann::json read_json_object(const std::filesystem::path& file);

/// "line 3, column 14" for a byte of `text`, both counted from 1.
std::string place_in(std::string_view text, std::size_t byte);

/// A name from a file as it may stand in a message: in single quotes, control characters escaped,
/// cut when it is very long.
std::string in_quotes(std::string_view name);

/// "an object", "a string", "a fraction" … for messages.
std::string_view kind_of(const nlohmann::json& value);

}  // namespace headscope::checkpoint
