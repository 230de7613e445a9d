#include "hub/partial_blob.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <utility>
#include <vector>

#include "hub/cache_error.h"

namespace headscope::hub {
namespace {

constexpr std::size_t kReadBytes = std::size_t{1} << 20;

std::filesystem::path incomplete(const std::filesystem::path& blob, bool is_alone) {
  const std::string own = is_alone ? "" : fmt::format(".{}", ::getpid());
  return blob.string() + own + ".incomplete";
}

}  // namespace

PartialBlob::PartialBlob(std::filesystem::path blob, BlobPromise promise, bool is_alone)
    : blob_(std::move(blob)),
      file_(incomplete(blob_, is_alone)),
      promise_(std::move(promise)),
      checksum_(promise_.etag, promise_.size) {
  make_cache_folder(blob_.parent_path());
  descriptor_ = ::open(file_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (descriptor_ < 0) fail_to_write(file_, errno);
  read_existing();
  if (size_ > promise_.size) restart();
}

PartialBlob::~PartialBlob() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void PartialBlob::read_existing() {
  std::vector<std::byte> buffer;
  struct stat status {};
  if (::fstat(descriptor_, &status) == 0 && status.st_size > 0) buffer.resize(kReadBytes);
  while (!buffer.empty()) {
    const ssize_t count = ::read(descriptor_, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return restart();
    if (count == 0) return;
    checksum_.update(std::span(buffer).first(static_cast<std::size_t>(count)));
    size_ += static_cast<std::uint64_t>(count);
  }
}

bool PartialBlob::write(std::uint64_t offset, std::span<const std::byte> bytes) {
  if (offset != size_) restart();
  if (bytes.size() > promise_.size - size_) return false;
  checksum_.update(bytes);
  while (!bytes.empty()) {
    const ssize_t count =
        ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(size_));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail_to_write(file_, errno);
    size_ += static_cast<std::uint64_t>(count);
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
  return true;
}

void PartialBlob::restart() {
  if (::ftruncate(descriptor_, 0) != 0) fail_to_write(file_, errno);
  size_ = 0;
  checksum_ = Checksum(promise_.etag, promise_.size);
}

bool PartialBlob::fits() { return is_whole() && std::move(checksum_).fits(); }

void PartialBlob::commit() {
  // Without this, a crash of the machine could leave the name without the content.
  if (::fsync(descriptor_) != 0) fail_to_write(file_, errno);
  if (::close(std::exchange(descriptor_, -1)) != 0) fail_to_write(file_, errno);
  if (std::rename(file_.c_str(), blob_.c_str()) != 0) fail_to_write(blob_, errno);
}

void PartialBlob::discard() { ::unlink(file_.c_str()); }

}  // namespace headscope::hub
