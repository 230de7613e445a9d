#include "hub/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <thread>

#include "hub/cache_error.h"

namespace headscope::hub {
namespace {

constexpr std::chrono::milliseconds kPause{50};
/// Several users of one cache wait for each other.
constexpr mode_t kMode = 0664;

/// Whether a file still has a name: some programs remove the file with the lock.
bool has_name(int descriptor) {
  struct stat status {};
  return ::fstat(descriptor, &status) == 0 && status.st_nlink > 0;
}

}  // namespace

FileLock::FileLock(const std::filesystem::path& file, const std::function<void()>& waiting) {
  make_cache_folder(file.parent_path());
  while (true) {
    descriptor_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, kMode);
    if (descriptor_ < 0) fail_to_write(file, errno);
    const bool got = ::flock(descriptor_, LOCK_EX | LOCK_NB) == 0;
    if (!got && errno != EWOULDBLOCK && errno != EINTR && errno != EACCES) return;
    if (got && has_name(descriptor_)) break;
    ::close(descriptor_);
    if (got) continue;
    waiting();
    std::this_thread::sleep_for(kPause);
  }
  is_held_ = true;
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace headscope::hub
