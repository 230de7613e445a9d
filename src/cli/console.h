// What the program says: results on standard output, everything else on standard error.
//
//   Output out;
//   out.print("attention.html\n");
//   out.flush();
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace headscope::cli {

/// `text` as a terminal can show it: control characters, what turns the direction of writing, and
/// bytes that are not UTF-8 appear as escapes such as \n, \x1b and \u202e.
std::string printable(std::string_view text);

/// Thrown when whoever reads standard output has gone (`headscope tokens … | head`).
struct ReaderGone {};

/// Standard output. What is printed may wait until `flush`, which must be the last call.
class Output {
 public:
  /// Throws Error when the output cannot be written, ReaderGone when nobody reads it any more.
  void print(std::string_view text);
  void flush();

 private:
  std::string waiting_;
};

/// Warnings and progress on standard error; says nothing when quiet.
class Console {
 public:
  explicit Console(bool quiet) : quiet_(quiet) {}
  void warn(std::string_view sentence) const;
  bool quiet() const noexcept { return quiet_; }

 private:
  bool quiet_;
};

/// A bar that shows only on a terminal and only when the work has lasted over half a second. It
/// leaves no trace when it goes.
class Progress {
 public:
  Progress(const Console& console, std::size_t total);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();

  /// `done` of the total are finished; `next` says what comes now.
  void advance(std::size_t done, std::string_view next);

 private:
  using Clock = std::chrono::steady_clock;

  bool wanted_;
  std::size_t total_;
  Clock::time_point next_draw_;
  bool drawn_ = false;
};

/// One sentence on standard error: "headscope: …".
void complain(std::string_view sentence) noexcept;

}  // namespace headscope::cli
