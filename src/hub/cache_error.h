// The cache cannot be written: what every file in it says then.
#pragma once

#include <filesystem>

namespace headscope::hub {

/// Throws Error that names the file, the cause (an errno) and the way out.
[[noreturn]] void fail_to_write(const std::filesystem::path& file, int cause);

/// Makes a folder of the cache and those above it. Throws Error.
void make_cache_folder(const std::filesystem::path& folder);

}  // namespace headscope::hub
