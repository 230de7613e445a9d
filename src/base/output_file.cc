#include "base/output_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstring>
#include <string>
#include <utility>

#include "base/descriptor.h"
#include "headscope/error.h"

namespace headscope::base {
namespace {

// What a signal handler may read: a name in static memory, and whether it means a file.
char unfinished_name[PATH_MAX];
volatile std::sig_atomic_t unfinished = 0;

void remember_unfinished(const std::string& name) noexcept {
  unfinished = 0;
  if (name.size() >= sizeof unfinished_name) return;
  std::memcpy(unfinished_name, name.c_str(), name.size() + 1);
  std::atomic_signal_fence(std::memory_order_seq_cst);
  unfinished = 1;
}

}  // namespace

OutputFile::OutputFile(std::filesystem::path file) : file_(std::move(file)) {
  std::error_code ignored;
  if (std::filesystem::is_directory(file_, ignored)) fail_to_write(file_, EISDIR);
  // What is there and is no regular file (/dev/stdout, a pipe) cannot be renamed over.
  if (std::filesystem::exists(file_, ignored) &&
      !std::filesystem::is_regular_file(file_, ignored)) {
    descriptor_ = ::open(file_.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor_ < 0) fail_to_write(file_, errno);
    return;
  }
  const auto folder = file_.has_parent_path() ? file_.parent_path() : std::filesystem::path(".");
  if (!std::filesystem::is_directory(folder, ignored)) {
    throw Error(file_.string() + ": cannot be written: there is no folder " + folder.string());
  }
  // A link stays a link: what it points at is replaced.
  if (std::filesystem::is_symlink(file_, ignored)) {
    const auto target = std::filesystem::canonical(file_, ignored);
    if (!ignored) file_ = target;
  }
  std::string pattern = file_.string() + ".XXXXXX";
  descriptor_ = ::mkostemp(pattern.data(), O_CLOEXEC);
  if (descriptor_ < 0) fail_to_write(file_, errno);
  temporary_ = pattern;
  remember_unfinished(temporary_.native());
  // mkostemp makes files for the owner alone; give the permissions that a plain open would.
  const mode_t mask = ::umask(0);
  ::umask(mask);
  ::fchmod(descriptor_, 0666 & ~mask);
}

OutputFile::~OutputFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (temporary_.empty()) return;
  ::unlink(temporary_.c_str());
  unfinished = 0;
}

void OutputFile::write(std::string_view text) { write(std::as_bytes(std::span(text))); }

void OutputFile::write(std::span<const std::byte> bytes) {
  size_ += bytes.size();
  write_all(descriptor_, bytes, file_);
}

void OutputFile::commit() {
  if (::close(std::exchange(descriptor_, -1)) != 0) fail_to_write(file_, errno);
  if (temporary_.empty()) return;
  if (::rename(temporary_.c_str(), file_.c_str()) != 0) fail_to_write(file_, errno);
  temporary_.clear();
  unfinished = 0;
}

void remove_unfinished_files() noexcept {
  if (unfinished != 0) ::unlink(unfinished_name);
}

}  // namespace headscope::base
