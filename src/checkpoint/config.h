// config.json of a checkpoint, with errors that name the file and the key.
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace headscope::checkpoint {

/// The values of `config.json`. A value of the wrong type is an Error, whoever asks for it.
class Config {
 public:
  /// Throws Error when the folder or the file is missing or is no JSON object.
  static Config read(const std::filesystem::path& folder);

  /// The value of a key that must be there.
  std::int64_t integer(std::string_view key) const;
  double number(std::string_view key) const;
  std::string string(std::string_view key) const;

  /// The value, or `fallback` when the key is absent or null.
  std::int64_t integer(std::string_view key, std::int64_t fallback) const;
  double number(std::string_view key, double fallback) const;
  std::string string(std::string_view key, std::string_view fallback) const;
  bool boolean(std::string_view key, bool fallback) const;

  bool has(std::string_view key) const;  ///< present and not null
  std::string architecture() const;      ///< first of `architectures`, or ""

  const nlohmann::json& json() const noexcept { return json_; }
  const std::filesystem::path& file() const noexcept { return file_; }

 private:
  std::filesystem::path file_;
  nlohmann::json json_;
};

}  // namespace headscope::checkpoint
