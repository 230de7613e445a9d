#include "base/descriptor.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "headscope/error.h"

namespace headscope::base {

void fail_to_write(const std::filesystem::path& file, int cause) {
  throw Error(file.string() + ": cannot be written: " + std::strerror(cause));
}

void write_all(int descriptor, std::span<const std::byte> bytes,
               const std::filesystem::path& file) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail_to_write(file, errno);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

}  // namespace headscope::base
