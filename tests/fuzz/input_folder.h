// A folder in memory where a fuzz target puts what it is given, for code that takes paths.
#pragma once

#include <stdlib.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace headscope::fuzz {

class InputFolder {
 public:
  InputFolder() {
    const bool in_memory = std::filesystem::is_directory("/dev/shm");
    std::string pattern = in_memory ? "/dev/shm/headscope.XXXXXX" : "/tmp/headscope.XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr) std::abort();
    path_ = pattern;
  }
  ~InputFolder() { std::filesystem::remove_all(path_); }
  InputFolder(const InputFolder&) = delete;
  InputFolder& operator=(const InputFolder&) = delete;

  std::filesystem::path write(const char* name, std::string_view text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
    return path_ / name;
  }

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace headscope::fuzz
