#include "hub/url.h"

#include <fmt/format.h>

#include <memory>

#include "hub/curl_library.h"

namespace headscope::hub {
namespace {

struct CloseUrl {
  void operator()(CURLU* url) const { CurlLibrary::get().url_cleanup(url); }
};
using ParsedUrl = std::unique_ptr<CURLU, CloseUrl>;

bool set(const ParsedUrl& parsed, const std::string& url) {
  return CurlLibrary::get().url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) == CURLUE_OK;
}

std::string part_of(const ParsedUrl& parsed, CURLUPart part, unsigned flags = 0) {
  const CurlLibrary& curl = CurlLibrary::get();
  char* text = nullptr;
  if (curl.url_get(parsed.get(), part, &text, flags) != CURLUE_OK) return "";
  std::string result = text;
  curl.free(text);
  return result;
}

bool is_web(const ParsedUrl& parsed) {
  const std::string scheme = part_of(parsed, CURLUPART_SCHEME);
  return scheme == "http" || scheme == "https";
}

std::string in_small_letters(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '.' || c == '~';
}

}  // namespace

std::string origin_of(const std::string& url) {
  const ParsedUrl parsed(CurlLibrary::get().url());
  if (!set(parsed, url) || !is_web(parsed)) return "";
  return fmt::format("{}://{}:{}", part_of(parsed, CURLUPART_SCHEME),
                     in_small_letters(part_of(parsed, CURLUPART_HOST)),
                     part_of(parsed, CURLUPART_PORT, CURLU_DEFAULT_PORT));
}

std::string resolve_url(const std::string& base, const std::string& reference) {
  const ParsedUrl parsed(CurlLibrary::get().url());
  if (reference.empty() || !set(parsed, base) || !set(parsed, reference)) return "";
  return is_web(parsed) ? part_of(parsed, CURLUPART_URL) : "";
}

std::string escape_part(std::string_view part) {
  std::string escaped;
  for (const char c : part) {
    if (is_unreserved(c)) {
      escaped += c;
    } else {
      escaped += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return escaped;
}

}  // namespace headscope::hub
