#include "base/nameless_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <utility>
#include <vector>

#include "base/descriptor.h"

namespace headscope::base {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 20;

/// Where bytes can wait: beside the file, or with other temporary files when it is none (a pipe).
std::filesystem::path folder_for(const std::filesystem::path& file) {
  std::error_code ignored;
  if (std::filesystem::exists(file, ignored) && !std::filesystem::is_regular_file(file, ignored)) {
    return std::filesystem::temp_directory_path();
  }
  return file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
}

}  // namespace

NamelessFile::NamelessFile(std::filesystem::path file) : file_(std::move(file)) {
  std::string pattern = (folder_for(file_) / "headscope.XXXXXX").string();
  descriptor_ = ::mkostemp(pattern.data(), O_CLOEXEC);
  if (descriptor_ < 0) fail_to_write(file_, errno);
  ::unlink(pattern.c_str());
}

NamelessFile::~NamelessFile() { ::close(descriptor_); }

void NamelessFile::write(std::span<const std::byte> bytes) { write_all(descriptor_, bytes, file_); }

void NamelessFile::read(const std::function<void(std::span<const std::byte>)>& take) {
  if (::lseek(descriptor_, 0, SEEK_SET) < 0) fail_to_write(file_, errno);
  std::vector<std::byte> block(kBlock);
  while (true) {
    const ssize_t count = ::read(descriptor_, block.data(), block.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail_to_write(file_, errno);
    if (count == 0) return;
    take(std::span(block).first(static_cast<std::size_t>(count)));
  }
}

}  // namespace headscope::base
