#include "checkpoint/config.h"

#include <fmt/format.h>

#include "checkpoint/folder.h"
#include "checkpoint/json.h"
#include "headscope/error.h"

namespace headscope::checkpoint {
namespace {

using nlohmann::json;

/// The value of a key, or nullptr when it is absent or null.
const json* find(const json& object, std::string_view key) {
  const auto found = object.find(key);
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

const json& get(const Config& config, std::string_view key) {
  const json* value = find(config.json(), key);
  if (value == nullptr) {
    throw Error(fmt::format("{}: '{}' is missing", config.file().string(), key));
  }
  return *value;
}

[[noreturn]] void wrong_type(const Config& config, std::string_view key, const json& value,
                             std::string_view expected) {
  throw Error(
      fmt::format("{}: '{}' is {}, not {}", config.file().string(), key, kind_of(value), expected));
}

}  // namespace

Config Config::read(const std::filesystem::path& folder) {
  require_folder(folder);
  if (!has_file(folder, kConfigFile)) {
    throw Error(fmt::format("{}: has no {}; a model is a folder with {}, weights and a tokenizer",
                            folder.string(), kConfigFile, kConfigFile));
  }
  Config config;
  config.file_ = folder / kConfigFile;
  config.json_ = read_json_object(config.file_);
  return config;
}

std::int64_t Config::integer(std::string_view key) const {
  const nlohmann::json& value = get(*this, key);
  if (!value.is_number_integer()) wrong_type(*this, key, value, "a whole number");
  if (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX) {
    throw Error(fmt::format("{}: '{}' is too large", file_.string(), key));
  }
  return value.get<std::int64_t>();
}

double Config::number(std::string_view key) const {
  const nlohmann::json& value = get(*this, key);
  if (!value.is_number()) wrong_type(*this, key, value, "a number");
  return value.get<double>();
}

std::string Config::string(std::string_view key) const {
  const nlohmann::json& value = get(*this, key);
  if (!value.is_string()) wrong_type(*this, key, value, "a string");
  return value.get<std::string>();
}

std::int64_t Config::integer(std::string_view key, std::int64_t fallback) const {
  return has(key) ? integer(key) : fallback;
}

double Config::number(std::string_view key, double fallback) const {
  return has(key) ? number(key) : fallback;
}

std::string Config::string(std::string_view key, std::string_view fallback) const {
  return has(key) ? string(key) : std::string(fallback);
}

bool Config::boolean(std::string_view key, bool fallback) const {
  if (!has(key)) return fallback;
  const nlohmann::json& value = get(*this, key);
  if (!value.is_boolean()) wrong_type(*this, key, value, "true or false");
  return value.get<bool>();
}

bool Config::has(std::string_view key) const { return find(json_, key) != nullptr; }

std::string Config::architecture() const {
  if (!has("architectures")) return "";
  const nlohmann::json& list = get(*this, "architectures");
  if (!list.is_array()) wrong_type(*this, "architectures", list, "a list of strings");
  if (list.empty()) return "";
  if (!list[0].is_string()) wrong_type(*this, "architectures[0]", list[0], "a string");
  return list[0].get<std::string>();
}

}  // namespace headscope::checkpoint
