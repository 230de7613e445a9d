// One process at a time: the lock that huggingface_hub takes around the download of a file.
//
//   FileLock lock(cache / ".locks/models--org--name/ETAG.lock", [] { say("waiting"); });
#pragma once

#include <filesystem>
#include <functional>

namespace headscope::hub {

/// Holds `flock` on a file, which stays when the lock goes, as Python's filelock does.
class FileLock {
 public:
  /// Waits until the lock is free and calls `waiting` now and then meanwhile. Throws Error when the
  /// file cannot be made.
  FileLock(const std::filesystem::path& file, const std::function<void()>& waiting);
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  ~FileLock();

  /// False where the file system knows no locks, and others may be at work too.
  bool is_held() const noexcept { return is_held_; }

 private:
  int descriptor_ = -1;
  bool is_held_ = false;
};

}  // namespace headscope::hub
