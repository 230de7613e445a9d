#include "hub/cache.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <utility>

#include "headscope/error.h"
#include "hub/environment.h"

namespace headscope::hub {
namespace {

namespace fs = std::filesystem;

/// Where models without an organisation moved to, by the beginning of their names.
constexpr std::pair<std::string_view, std::string_view> kOrganisations[] = {
    {"bert-", "google-bert"},      {"roberta-", "FacebookAI"},       {"xlm-roberta-", "FacebookAI"},
    {"distilbert-", "distilbert"}, {"distilroberta-", "distilbert"}, {"albert-", "albert"},
    {"camembert-", "almanach"}};

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '.';
}

/// One part of a name or revision, which becomes part of a path: never "..".
bool is_plain(std::string_view part) {
  return !part.empty() && part.front() != '.' && part.find("..") == part.npos &&
         std::all_of(part.begin(), part.end(), is_name_character);
}

bool is_plain_path(std::string_view path) {
  const std::size_t slash = path.find('/');
  if (slash == path.npos) return is_plain(path);
  return is_plain(path.substr(0, slash)) && is_plain_path(path.substr(slash + 1));
}

std::vector<std::string> snapshots_of(const fs::path& repository) {
  std::vector<std::string> snapshots;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(repository / "snapshots", ignored)) {
    if (entry.is_directory(ignored)) snapshots.push_back(entry.path().filename().string());
  }
  std::sort(snapshots.begin(), snapshots.end());
  return snapshots;
}

/// The commit that a branch or tag stands for, or nothing.
std::optional<std::string> read_ref(const fs::path& repository, std::string_view ref) {
  std::ifstream file(repository / "refs" / ref);
  std::string commit;
  if (!(file >> commit)) return std::nullopt;
  if (!is_plain(commit)) {
    throw Error((repository / "refs" / ref).string() + ": does not hold a commit");
  }
  return commit;
}

}  // namespace

std::optional<HubName> HubName::parse(std::string_view text) {
  const std::size_t at = text.find('@');
  const std::string_view repository = text.substr(0, at);
  const std::string_view revision = at == text.npos ? "" : text.substr(at + 1);
  if (at != text.npos && !is_plain_path(revision)) return std::nullopt;
  if (!is_plain_path(repository) || std::count(repository.begin(), repository.end(), '/') > 1) {
    return std::nullopt;
  }
  // Two dashes stand for the slash in the names of the cache's folders.
  if (repository.find("--") != repository.npos) return std::nullopt;
  return HubName{std::string(repository), std::string(revision)};
}

fs::path cache_folder() {
  for (const char* name : {"HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"}) {
    if (const auto folder = environment(name); !folder.empty()) return expand_home(folder);
  }
  return hugging_face_home() / "hub";
}

std::vector<std::string> names_of_repository(const std::string& repository) {
  std::vector<std::string> names = {repository};
  for (const auto& [beginning, organisation] : kOrganisations) {
    const std::string moved = std::string(organisation) + "/";
    if (repository.starts_with(beginning)) names.push_back(moved + repository);
    if (repository.starts_with(moved + std::string(beginning))) {
      names.push_back(repository.substr(moved.size()));
    }
  }
  // "bert-tuned/model" begins like a name that moved, but has its own organisation.
  std::erase_if(
      names, [](const std::string& name) { return std::count(name.begin(), name.end(), '/') > 1; });
  return names;
}

fs::path repository_folder(const fs::path& cache, std::string_view repository) {
  std::string folder = "models--";
  for (const char c : repository) {
    if (c == '/') {
      folder += "--";
    } else {
      folder += c;
    }
  }
  return cache / folder;
}

fs::path find_snapshot(const fs::path& repository, std::string_view revision) {
  const std::vector<std::string> snapshots = snapshots_of(repository);
  const auto named = read_ref(repository, revision.empty() ? "main" : revision);
  const std::string_view wanted = named ? std::string_view(*named) : revision;
  std::vector<std::string> fitting;
  for (const std::string& snapshot : snapshots) {
    if (snapshot == wanted) return repository / "snapshots" / snapshot;
    if (snapshot.starts_with(wanted)) fitting.push_back(snapshot);
  }
  if (named) {
    throw Error(
        fmt::format("{}: the download is incomplete: snapshot {} is missing; "
                    "download the model again",
                    repository.string(), *named));
  }
  if (fitting.size() == 1) return repository / "snapshots" / fitting.front();
  if (snapshots.empty()) {
    throw Error(repository.string() +
                ": the download is incomplete: there is no snapshot; download the model again");
  }
  const std::string doubt = fitting.empty()
                                ? fmt::format("no snapshot is of revision '{}'", revision)
                                : "more than one snapshot fits";
  throw Error(fmt::format("{}: {}; say NAME@COMMIT with one of: {}", repository.string(), doubt,
                          fmt::join(snapshots, ", ")));
}

}  // namespace headscope::hub
