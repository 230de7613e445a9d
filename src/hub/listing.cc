#include "hub/listing.h"

#include <fmt/format.h>

#include <algorithm>

#include "checkpoint/json.h"
#include "headscope/error.h"

namespace headscope::hub {
namespace {

using checkpoint::in_quotes;
using nlohmann::json;

constexpr std::size_t kCommitDigits = 40;

bool is_commit(const std::string& text) {
  return text.size() == kCommitDigits && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

/// A path below the repository's root: no part of it is empty, "." or "..".
bool stays_inside(std::string_view path) {
  while (true) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    if (part.empty() || part == "." || part == "..") return false;
    if (part.find_first_of(std::string_view("\\\0", 2)) != part.npos) return false;
    if (slash == path.npos) return true;
    path.remove_prefix(slash + 1);
  }
}

/// A member that is a string, or "".
std::string string_at(const json& object, const char* name) {
  const auto found = object.is_object() ? object.find(name) : object.end();
  if (!object.is_object() || found == object.end() || !found->is_string()) return "";
  return found->get<std::string>();
}

}  // namespace

Listing parse_listing(std::string_view text, std::string_view what) {
  const json answer = checkpoint::parse_json(text, what);
  Listing listing;
  listing.commit = string_at(answer, "sha");
  const auto siblings = answer.is_object() ? answer.find("siblings") : answer.end();
  if (!is_commit(listing.commit) || siblings == answer.end() || !siblings->is_array()) {
    throw Error(fmt::format("{} is no list of files as a hub gives it; check HF_ENDPOINT", what));
  }
  for (const json& sibling : *siblings) {
    std::string name = string_at(sibling, "rfilename");
    if (!stays_inside(name)) {
      throw Error(
          fmt::format("{} names the file {}, which would leave the model's folder; "
                      "nothing was downloaded",
                      what, in_quotes(name)));
    }
    listing.files.insert(std::move(name));
  }
  return listing;
}

}  // namespace headscope::hub
