// The interactive page: one HTML file that works offline and talks to no one.
//
//   headscope::write_page(trace, "attention.html");
//
//   headscope::PageWriter page("attention.html");       // several texts, one in memory at a time
//   for (const auto& encoding : encodings) page.add(model.forward(encoding));
//   page.commit();
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

#include "headscope/trace.h"

namespace headscope {

/// How the page keeps a weight. The file records which, and the page rounds what it shows to it.
enum class Precision {
  kAuto,      ///< u16 up to 256 tokens, u8 above
  kLinear16,  ///< w = q / 65535, at most 7.63e-6 off
  kSqrt8,     ///< w = (q / 255)², at most 3.92e-3 off
};

/// A page of more would be slow to open and to move in.
inline constexpr std::int64_t kMostPageTokens = 2048;

struct PageOptions {
  Precision precision = Precision::kAuto;

  /// Keeps the queries and keys of every head too, so that the page shows how each weight came
  /// about. The trace must have both. They are kept as float32 beside kLinear16, as float16 beside
  /// kSqrt8.
  bool neurons = false;

  /// Opens the page of several texts with the first and the second side by side.
  bool compares = false;

  /// Threads that pack the layers; 0 takes every CPU that the process may use. The bytes are the
  /// same whatever the count.
  int threads = 0;
};

/// Writes a page of several texts, of one model or of several, between which its reader chooses.
/// What was added is packed and written at once, so that only one trace need be in memory. The file
/// appears under its name at `commit`; without it nothing is left behind. Members throw Error when
/// the file cannot be written.
class PageWriter {
 public:
  explicit PageWriter(const std::filesystem::path& file, const PageOptions& options = {});
  PageWriter(const PageWriter&) = delete;
  PageWriter& operator=(const PageWriter&) = delete;
  ~PageWriter();

  /// Adds a text. Throws Error when the trace cannot be drawn, as write_page does; the page can go
  /// on without it.
  void add(const Trace& trace);

  /// Ends the page, which no member may be called on any more. Returns its size in bytes. Throws
  /// Error when no text was added.
  std::uint64_t commit();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

/// Writes the page of a trace, by the format in docs/page-format.md. The file appears under its
/// name only when it is whole. Returns its size in bytes. A weight that is not a number is kept
/// as 0. Throws Error when the file cannot be written, or when the trace has no attentions of shape
/// [layers, heads, n, n], contradicts itself, has more than kMostPageTokens tokens, has weights
/// outside 0 to 1, or lacks the queries and keys that the options ask for.
std::uint64_t write_page(const Trace& trace, const std::filesystem::path& file,
                         const PageOptions& options = {});

/// The same of several texts, in this order.
std::uint64_t write_page(std::span<const Trace> traces, const std::filesystem::path& file,
                         const PageOptions& options = {});

}  // namespace headscope
