#include "text/fields.h"

#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

#include "text/in_quotes.h"

namespace headscope::text {
Fields::Fields(const std::filesystem::path& file, std::string path, const nlohmann::json& json)
    : file_(file), path_(std::move(path)), json_(&json) {
  if (!json.is_object()) throw error("is not an object");
}

bool Fields::has(std::string_view name) const {
  const auto found = json_->find(name);
  return found != json_->end() && !found->is_null();
}

const nlohmann::json& Fields::value(std::string_view name) const {
  const auto found = json_->find(name);
  if (found == json_->end()) throw error(name, "is missing");
  return *found;
}

std::string Fields::string(std::string_view name) const {
  const nlohmann::json& field = value(name);
  if (!field.is_string()) throw error(name, "is not a string");
  return field.get<std::string>();
}

std::optional<std::string> Fields::optional_string(std::string_view name) const {
  if (!has(name)) return std::nullopt;
  return string(name);
}

bool Fields::boolean(std::string_view name) const {
  const nlohmann::json& field = value(name);
  if (!field.is_boolean()) throw error(name, "is neither true nor false");
  return field.get<bool>();
}

std::optional<bool> Fields::optional_boolean(std::string_view name) const {
  if (!has(name)) return std::nullopt;
  return boolean(name);
}

std::int32_t Fields::integer(std::string_view name) const {
  const nlohmann::json& field = value(name);
  constexpr std::uint64_t kLargest = std::numeric_limits<std::int32_t>::max();
  if (!field.is_number_unsigned() || field.get<std::uint64_t>() > kLargest) {
    throw error(name, "is not an integer from 0 to 2147483647");
  }
  return field.get<std::int32_t>();
}

Fields Fields::object(std::string_view name) const {
  return Fields(file_, path_.empty() ? std::string(name) : path_ + "." + std::string(name),
                value(name));
}

std::vector<Fields> Fields::objects(std::string_view name) const {
  const nlohmann::json& field = value(name);
  if (!field.is_array()) throw error(name, "is not an array");
  const std::string path = path_.empty() ? std::string(name) : path_ + "." + std::string(name);
  std::vector<Fields> result;
  for (const nlohmann::json& element : field) {
    result.emplace_back(file_, path + "[" + std::to_string(result.size()) + "]", element);
  }
  return result;
}

Error Fields::error(std::string_view problem) const {
  const std::string path = path_.empty() ? "the content" : path_;
  return Error(file_.string() + ": " + path + " " + std::string(problem));
}

Error Fields::error(std::string_view name, std::string_view problem) const {
  const std::string path = path_.empty() ? "" : path_ + ".";
  return Error(file_.string() + ": " + path + std::string(name) + " " + std::string(problem));
}

Error Fields::unsupported_type(std::string_view type, std::string_view role,
                               std::string_view supported) const {
  return error("has the type " + in_quotes(type) + ", which Headscope does not support as a " +
               std::string(role) + "; it supports " + std::string(supported));
}

}  // namespace headscope::text
