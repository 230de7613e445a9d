// Typed access to a JSON object from a file that nobody vouches for.
//
//   Fields fields(file, "normalizer", object);
//   bool lowercase = fields.boolean("lowercase");
//   // Error: ./tokenizer.json: normalizer.lowercase is missing
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headscope/error.h"

namespace headscope::text {

/// An object inside a JSON file, with the name of the file and the object's path for messages. It
/// does not own the JSON. Every getter throws Error, which names both, when a field is missing or
/// of another type.
class Fields {
 public:
  /// `path` is how messages name the object; empty for the whole file. Throws when `json` is not
  /// an object.
  Fields(const std::filesystem::path& file, std::string path, const nlohmann::json& json);

  /// Whether the field is there and not null.
  bool has(std::string_view name) const;

  std::string string(std::string_view name) const;
  std::optional<std::string> optional_string(std::string_view name) const;
  bool boolean(std::string_view name) const;
  std::optional<bool> optional_boolean(std::string_view name) const;
  /// An integer from 0 to 2^31 − 1.
  std::int32_t integer(std::string_view name) const;
  Fields object(std::string_view name) const;
  /// The elements of an array of objects.
  std::vector<Fields> objects(std::string_view name) const;
  /// The field as it is; throws only when it is missing.
  const nlohmann::json& value(std::string_view name) const;
  const nlohmann::json& json() const noexcept { return *json_; }
  const std::filesystem::path& file() const noexcept { return file_; }

  /// "FILE: PATH problem", and the same for a field of this object.
  Error error(std::string_view problem) const;
  Error error(std::string_view name, std::string_view problem) const;

  /// What to throw when `type`, a `role` such as "normalizer", is none of those `supported`.
  Error unsupported_type(std::string_view type, std::string_view role,
                         std::string_view supported) const;

 private:
  std::filesystem::path file_;
  std::string path_;
  const nlohmann::json* json_;
};

}  // namespace headscope::text
