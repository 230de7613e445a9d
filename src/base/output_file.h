// A file that appears under its name only when it is whole.
//
//   OutputFile out("attention.html");
//   out.write(html);
//   out.commit();          // without it, nothing is left behind
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

namespace headscope::base {

/// Writes to a temporary file beside the target and renames it. An existing target is replaced at
/// `commit` and untouched before. All members throw Error that names the file and the cause (no
/// such folder, no permission, disk full).
class OutputFile {
 public:
  explicit OutputFile(std::filesystem::path file);
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  ~OutputFile();

  void write(std::string_view text);
  void write(std::span<const std::byte> bytes);
  void commit();

  std::uint64_t size() const noexcept { return size_; }

 private:
  std::filesystem::path file_;
  std::filesystem::path temporary_;
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
};

/// Removes the temporary file of the last OutputFile that was started and is not done. Safe in a
/// signal handler.
void remove_unfinished_files() noexcept;

}  // namespace headscope::base
