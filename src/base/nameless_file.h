// Bytes that wait on the disk until they are wanted, in a file that no one else can see.
//
//   NamelessFile waiting("trace.safetensors");
//   waiting.write(bytes);
//   waiting.read([&](std::span<const std::byte> block) { out.write(block); });
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <span>

namespace headscope::base {

/// Gone when the process ends, however it ends. Members throw Error that names `file`, for whose
/// sake the bytes wait, and the cause.
class NamelessFile {
 public:
  /// Takes the disk that `file` is on, or is to be on.
  explicit NamelessFile(std::filesystem::path file);
  NamelessFile(const NamelessFile&) = delete;
  NamelessFile& operator=(const NamelessFile&) = delete;
  ~NamelessFile();

  void write(std::span<const std::byte> bytes);

  /// Hands everything on from the beginning, block by block.
  void read(const std::function<void(std::span<const std::byte>)>& take);

 private:
  std::filesystem::path file_;
  int descriptor_ = -1;
};

}  // namespace headscope::base
