#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "checkpoint/folder.h"
#include "headscope/error.h"
#include "headscope/hub.h"
#include "hub/cache.h"

namespace headscope {
namespace {

namespace fs = std::filesystem;

/// Whether the text can only be a path, so that there is no need to look elsewhere.
bool is_path(std::string_view text) {
  return text.starts_with('/') || text.starts_with('.') || text.starts_with('~') ||
         text.ends_with('/') || std::count(text.begin(), text.end(), '/') > 1;
}

/// "org/name" of a snapshot's folder in a Hugging Face cache, or nothing.
std::optional<std::string> repository_of(const fs::path& folder) {
  if (folder.parent_path().filename() != "snapshots") return std::nullopt;
  const std::string name = folder.parent_path().parent_path().filename().string();
  constexpr std::string_view kModels = "models--";
  if (!name.starts_with(kModels)) return std::nullopt;
  const std::string repository = name.substr(kModels.size());
  const std::size_t dashes = repository.find("--");
  if (dashes == repository.npos) return repository;
  return repository.substr(0, dashes).append("/").append(repository, dashes + 2);
}

FoundModel found_folder(const fs::path& folder) {
  std::error_code failure;
  fs::path canonical = fs::canonical(folder, failure);
  if (failure) throw Error(folder.string() + ": " + failure.message());
  const auto repository = repository_of(canonical);
  return {folder, repository ? *repository : canonical.filename().string()};
}

/// Half a download looks like a model until a file is missed; better to say what it is.
void require_complete(const fs::path& snapshot) {
  using checkpoint::has_file;
  using checkpoint::kConfigFile;
  using checkpoint::kIndexFile;
  using checkpoint::kTorchFile;
  using checkpoint::kTorchIndexFile;
  using checkpoint::kWeightsFile;
  const auto missing = [&](const char* what) {
    throw Error(
        fmt::format("{}: the download is incomplete: {} is missing; download the model "
                    "again",
                    snapshot.string(), what));
  };
  if (!has_file(snapshot, kConfigFile)) missing(kConfigFile);
  for (const char* weights : {kWeightsFile, kIndexFile, kTorchFile, kTorchIndexFile}) {
    if (has_file(snapshot, weights)) return;
  }
  missing(kWeightsFile);
}

/// The name in the cache, under any of the names that its repository had.
std::optional<FoundModel> find_in_cache(const hub::HubName& name, const fs::path& cache) {
  std::optional<Error> trouble;
  for (const std::string& repository : hub::names_of_repository(name.repository)) {
    const fs::path folder = hub::repository_folder(cache, repository);
    std::error_code ignored;
    if (!fs::is_directory(folder, ignored)) continue;
    try {
      const fs::path snapshot = hub::find_snapshot(folder, name.revision);
      require_complete(snapshot);
      return FoundModel{snapshot, name.repository};
    } catch (const Error& error) {
      if (!trouble) trouble = error;
    }
  }
  if (trouble) throw *trouble;
  return std::nullopt;
}

}  // namespace

FoundModel find_model(std::string_view name) {
  if (name.empty()) throw Error("the model's name is empty; give a folder or a name");
  const fs::path path(name);
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) return found_folder(path);
  if (fs::exists(path, ignored)) {
    throw Error(fmt::format("{}: is a file; give the folder that holds the model's files", name));
  }
  if (is_path(name)) throw Error(fmt::format("{}: no such folder", name));
  const auto hub_name = hub::HubName::parse(name);
  if (!hub_name) {
    throw Error(fmt::format("{}: is neither a folder nor a name on the Hugging Face hub", name));
  }
  const fs::path cache = hub::cache_folder();
  if (auto found = find_in_cache(*hub_name, cache)) return *found;
  throw Error(
      fmt::format("{}: is neither a folder here nor in the Hugging Face cache {}; download it with "
                  "'hf download "
                  "{}', or put its files ({}, {}, tokenizer.json) into a folder and give its path",
                  name, cache.string(), hub_name->repository, checkpoint::kConfigFile,
                  checkpoint::kWeightsFile));
}

}  // namespace headscope
