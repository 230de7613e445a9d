#include "hub/environment.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string_view>

#include "headscope/error.h"

namespace headscope::hub {
namespace {

namespace fs = std::filesystem;

/// The first of these variables that is set.
std::string first_of(std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (std::string value = environment(name); !value.empty()) return value;
  }
  return "";
}

std::string trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kBlank);
  if (begin == text.npos) return "";
  return std::string(text.substr(begin, text.find_last_not_of(kBlank) - begin + 1));
}

std::chrono::seconds patience(const char* name, std::chrono::seconds otherwise) {
  const std::string value = environment(name);
  if (value.empty()) return otherwise;
  int seconds = 0;
  const char* const end = value.data() + value.size();
  const auto [behind, error] = std::from_chars(value.data(), end, seconds);
  if (error != std::errc() || behind != end || seconds < 0 || seconds > 86'400) {
    throw Error(fmt::format("{} takes whole seconds, not '{}'", name, value));
  }
  return seconds == 0 ? otherwise : std::chrono::seconds(seconds);
}

std::string endpoint() {
  std::string address = first_of({"HF_ENDPOINT"});
  if (address.empty()) return Settings{}.endpoint;
  while (address.ends_with('/')) address.pop_back();
  const bool is_web = address.starts_with("https://") || address.starts_with("http://");
  const bool is_plain =
      std::all_of(address.begin(), address.end(), [](char c) { return c > ' ' && c < 0x7F; });
  if (is_web && is_plain) return address;
  throw Error(fmt::format(
      "HF_ENDPOINT is '{}', not the address of a hub such as https://huggingface.co", address));
}

/// Where `hf auth login` leaves its token.
fs::path token_file() {
  const std::string path = environment("HF_TOKEN_PATH");
  return path.empty() ? hugging_face_home() / "token" : expand_home(path);
}

void read_token(Settings& settings) {
  if (is_true("HF_HUB_DISABLE_IMPLICIT_TOKEN")) return;
  settings.token = trimmed(first_of({"HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"}));
  settings.token_source = "HF_TOKEN";
  if (settings.token.empty()) {
    const fs::path file = token_file();
    std::ostringstream content;
    content << std::ifstream(file).rdbuf();
    settings.token = trimmed(content.str());
    settings.token_source = file.string();
  }
  const bool is_plain = std::all_of(settings.token.begin(), settings.token.end(),
                                    [](char c) { return c > ' ' && c < 0x7F; });
  // It becomes part of a header, which a line break would end.
  if (!is_plain) {
    throw Error(settings.token_source +
                " holds no token: a token has no blanks and no special characters");
  }
}

}  // namespace

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool is_true(const char* name) {
  std::string value = environment(name);
  for (char& c : value) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return value == "1" || value == "ON" || value == "YES" || value == "TRUE";
}

fs::path expand_home(const std::string& path) {
  if (path == "~" || path.starts_with("~/")) return environment("HOME") + path.substr(1);
  return path;
}

fs::path hugging_face_home() {
  if (const auto home = environment("HF_HOME"); !home.empty()) return expand_home(home);
  const std::string xdg = environment("XDG_CACHE_HOME");
  return expand_home(xdg.empty() ? "~/.cache" : xdg) / "huggingface";
}

bool is_offline() {
  return is_true(environment("HF_HUB_OFFLINE").empty() ? "TRANSFORMERS_OFFLINE" : "HF_HUB_OFFLINE");
}

Settings settings_from_environment() {
  Settings settings;
  settings.endpoint = endpoint();
  read_token(settings);
  settings.certificates = first_of({"SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"});
  settings.answer_patience = patience("HF_HUB_ETAG_TIMEOUT", settings.answer_patience);
  settings.download_patience = patience("HF_HUB_DOWNLOAD_TIMEOUT", settings.download_patience);
  return settings;
}

}  // namespace headscope::hub
