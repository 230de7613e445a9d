#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <optional>

#include "checkpoint/folder.h"
#include "checkpoint/shard_index.h"
#include "headscope/error.h"
#include "headscope/hub.h"
#include "hub/cache.h"
#include "hub/environment.h"
#include "hub/remote.h"

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

/// The first file that is missing, or "" when config.json and the weights are there.
std::string missing_file(const fs::path& snapshot) {
  using checkpoint::has_file;
  if (!has_file(snapshot, checkpoint::kConfigFile)) return checkpoint::kConfigFile;
  for (const char* form : checkpoint::kWeightForms) {
    if (!has_file(snapshot, form)) continue;
    if (!std::string_view(form).ends_with(".index.json")) return "";
    for (const auto& [shard, tensors] : checkpoint::read_shard_index(snapshot / form)) {
      if (!has_file(snapshot, shard.c_str())) return shard;
    }
    return "";
  }
  return checkpoint::kWeightsFile;
}

/// Half a download looks like a model until a file is missed; better to say what it is.
void require_complete(const fs::path& snapshot) {
  const std::string missing = missing_file(snapshot);
  if (missing.empty()) return;
  throw Error(fmt::format("{}: the download is incomplete: {} is missing; download the model again",
                          snapshot.string(), missing));
}

/// A program that needed the weights alone may have left the tokenizer on the hub.
bool lacks_tokenizer(const fs::path& snapshot) {
  for (const char* file : {"tokenizer.json", "vocab.txt"}) {
    if (checkpoint::has_file(snapshot, file)) return false;
  }
  const fs::path notes = snapshot.parent_path().parent_path() / ".no_exist" / snapshot.filename();
  return !checkpoint::has_file(notes, "tokenizer.json");
}

/// The name in the cache, under any of the names that its repository had. Throws Error when there
/// is but a part of it.
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

/// A name that leads nowhere may have been meant for a folder: the sentence says where else it was
/// looked for. `error` begins with the repository.
[[noreturn]] void fail_to_find(std::string_view name, const hub::HubName& hub_name,
                               const std::exception& error) {
  const std::string_view why = std::string_view(error.what()).substr(hub_name.repository.size());
  throw Error(fmt::format("{}: is neither a folder here nor in the Hugging Face cache {}, and {}",
                          name, hub::cache_folder().string(), why.substr(std::strlen(": "))));
}

FoundModel find_on_hub(std::string_view name, const hub::HubName& hub_name,
                       const HubAccess& access) {
  try {
    return pull_model(name, access).model;
  } catch (const hub::NoSuchModel& error) {
    fail_to_find(name, hub_name, error);
  } catch (const hub::Unreachable& error) {
    fail_to_find(name, hub_name, error);
  }
}

FoundModel find_by_name(std::string_view name, const hub::HubName& hub_name,
                        const HubAccess& access) {
  const bool offline = access.offline || hub::is_offline();
  std::optional<FoundModel> cached;
  try {
    cached = find_in_cache(hub_name, hub::cache_folder());
  } catch (const Error&) {
    if (offline) throw;
    return pull_model(name, access).model;
  }
  if (!cached) return find_on_hub(name, hub_name, access);
  if (offline || !lacks_tokenizer(cached->folder)) return *cached;
  return pull_model(name, access).model;
}

}  // namespace

FoundModel find_model(std::string_view name, const HubAccess& access) {
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
  return find_by_name(name, *hub_name, access);
}

}  // namespace headscope
