#include "hub/cache_error.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>

#include "headscope/error.h"

namespace headscope::hub {

void fail_to_write(const std::filesystem::path& file, int cause) {
  const bool is_full = cause == ENOSPC || cause == EDQUOT;
  throw Error(fmt::format("{}: cannot be written: {}; {}set HF_HUB_CACHE to a folder {}",
                          file.string(), std::strerror(cause), is_full ? "make room, or " : "",
                          is_full ? "on another disk" : "that can be written"));
}

void make_cache_folder(const std::filesystem::path& folder) {
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (failure) fail_to_write(folder, failure.value());
}

}  // namespace headscope::hub
