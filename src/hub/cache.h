// The Hugging Face cache on this machine, read as huggingface_hub lays it out:
//   models--ORG--NAME/refs/REVISION          a commit
//   models--ORG--NAME/snapshots/COMMIT/      the files
// https://huggingface.co/docs/huggingface_hub/guides/manage-cache
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headscope::hub {

/// A name as the hub gives it, "org/name" or "name", and perhaps a revision: `name@revision`.
struct HubName {
  std::string repository;
  std::string revision;  ///< a branch, a tag or the beginning of a commit; "" is main

  /// Nothing when the text cannot be a name on the hub.
  static std::optional<HubName> parse(std::string_view text);
};

/// The cache's folder, whether it exists or not: `HF_HUB_CACHE`, `HF_HOME`/hub,
/// `XDG_CACHE_HOME`/huggingface/hub or ~/.cache/huggingface/hub.
std::filesystem::path cache_folder();

/// Every name of the same repository, the given one first: "bert-base-uncased" moved to
/// "google-bert/bert-base-uncased", and caches hold it under either.
std::vector<std::string> names_of_repository(const std::string& repository);

/// Where the cache keeps a repository, whether it is there or not.
std::filesystem::path repository_folder(const std::filesystem::path& cache,
                                        std::string_view repository);

/// The snapshot of `revision` in a repository's folder. Without a revision that of `main`, or the
/// only one there is. Throws Error when there is none, or more than one fits.
std::filesystem::path find_snapshot(const std::filesystem::path& repository,
                                    std::string_view revision);

}  // namespace headscope::hub
