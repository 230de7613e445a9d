// Writing to a file that is open, as the system's calls have it.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

namespace headscope::base {

/// Throws Error that names `file` and the cause, a number as errno has it.
[[noreturn]] void fail_to_write(const std::filesystem::path& file, int cause);

/// Writes every byte. Throws Error that names `file` when it cannot.
void write_all(int descriptor, std::span<const std::byte> bytes, const std::filesystem::path& file);

}  // namespace headscope::base
