// One commit of a repository in the cache, while it is filled.
//
//   Snapshot snapshot(cache_folder(), "org/name", commit);
//   snapshot.link("config.json", etag);       // once blobs/ETAG is there
//   snapshot.point("main");
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace headscope::hub {

/// Writes what huggingface_hub would. Functions that write throw Error.
class Snapshot {
 public:
  Snapshot(const std::filesystem::path& cache, std::string_view repository, std::string commit);

  const std::filesystem::path& folder() const noexcept { return folder_; }
  const std::string& commit() const noexcept { return commit_; }

  /// Whether the file is there, and whole.
  bool has(const std::string& file) const;

  std::filesystem::path blob(const std::string& etag) const { return repository_ / "blobs" / etag; }
  std::filesystem::path lock_file(const std::string& etag) const;

  /// Makes the blob appear under the file's name.
  void link(const std::string& file, const std::string& etag) const;

  /// Notes that the commit has no such file, so that nobody asks for it again.
  void note_absent(const std::string& file) const;

  /// Notes that the revision stands for this commit.
  void point(const std::string& revision) const;

 private:
  std::filesystem::path cache_;
  std::filesystem::path repository_;
  std::string commit_;
  std::filesystem::path folder_;
};

}  // namespace headscope::hub
