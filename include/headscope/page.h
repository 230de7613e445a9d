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
  kLinear16,  ///< w = q / 65535, at most 7.63e-6 off
  kSqrt8,     ///< w = (q / 255)², at most 3.92e-3 off
};

struct PageOptions {
  Precision precision = Precision::kAuto;

  /// Keeps the queries and keys of every head too, so that the page shows how each weight came
  /// about. The trace must have both. They are kept as float32 beside kLinear16, as float16 beside
  /// kSqrt8.
  bool neurons = false;

  /// Threads that pack the layers; 0 takes every CPU that the process may use. The bytes are the
  /// same whatever the count.
  int threads = 0;
};

/// Writes the page of a trace, by the format in docs/page-format.md. The file appears under its
/// name only when it is whole. Returns its size in bytes. A weight that is not a number is kept
/// as 0. Throws Error when the file cannot be written, or when the trace has no attentions of shape
/// [layers, heads, n, n], contradicts itself, has weights outside 0 to 1, or lacks the queries and
/// keys that the options ask for.
std::uint64_t write_page(const Trace& trace, const std::filesystem::path& file,
                         const PageOptions& options = {});

}  // namespace headscope
