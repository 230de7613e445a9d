// The files of a zip archive where they stand, as torch stores them: whole, not compressed.
// Format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <span>
#include <string>

namespace headscope::checkpoint {

/// By name. The bytes point into the archive.
using ZipEntries = std::map<std::string, std::span<const std::byte>, std::less<>>;

/// Reads the directory of `bytes`, a whole archive (zip64 too), and finds every entry inside it.
/// Throws Error that names `file`, the entry and the cause: what breaks off or points outside, is
/// compressed, encrypted, doubled or spread over several archives.
ZipEntries read_zip(std::span<const std::byte> bytes, const std::filesystem::path& file);

}  // namespace headscope::checkpoint
