// The interactive page: one HTML file that works offline and talks to no one.
//
//   headscope::write_page(trace, "attention.html");
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "headscope/trace.h"

namespace headscope {

/// How the page keeps a weight. The file records which, and the page rounds what it shows to it.
enum class Precision {
  kAuto,      ///< u16 up to 256 tokens, u8 above
  kLinear16,  ///< w = q / 65535, at most 7.7e-6 off
  kSqrt8,     ///< w = (q / 255)², at most 4e-3 off
};

struct PageOptions {
  Precision precision = Precision::kAuto;
};

/// Writes the page of a trace. The file appears under its name only when it is whole. Returns its
/// size in bytes. Throws Error when it cannot be written.
std::uint64_t write_page(const Trace& trace, const std::filesystem::path& file,
                         const PageOptions& options = {});

}  // namespace headscope
