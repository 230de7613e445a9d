// A file's bytes in memory, read-only, without reading them first.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

namespace headscope::base {

/// Maps a whole regular file. Moves only; the bytes live as long as the object.
class MappedFile {
 public:
  /// Throws Error that names the file and the cause.
  explicit MappedFile(const std::filesystem::path& file);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();

  std::span<const std::byte> bytes() const noexcept { return {data_, size_}; }

 private:
  const std::byte* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace headscope::base
