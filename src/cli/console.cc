#include "cli/console.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/utf8.h"
#include "headscope/error.h"

namespace headscope::cli {
namespace {

constexpr std::size_t kWorthWriting = std::size_t{64} * 1024;

bool turns_direction(char32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

void append_printable(std::string& out, char32_t c) {
  if (c == '\n') {
    out += "\\n";
  } else if (c == '\t') {
    out += "\\t";
  } else if (c == '\r') {
    out += "\\r";
  } else if (c < 0x20 || (c >= 0x7F && c < 0xA0)) {
    out += fmt::format("\\x{:02x}", static_cast<unsigned>(c));
  } else if (turns_direction(c) || c == 0x2028 || c == 0x2029) {
    out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
  } else {
    base::append_utf8(out, c);
  }
}

/// Writes all of `text`, or returns the cause why not.
int write_all(int descriptor, std::string_view text) noexcept {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t valid = base::find_invalid_utf8(text).value_or(text.size());
    for (const char32_t c : base::decode_utf8(text.substr(0, valid))) append_printable(out, c);
    text.remove_prefix(valid);
    if (text.empty()) break;
    out += fmt::format("\\x{:02x}", static_cast<unsigned char>(text.front()));
    text.remove_prefix(1);
  }
  return out;
}

void Output::print(std::string_view text) {
  waiting_ += text;
  if (waiting_.size() >= kWorthWriting) flush();
}

void Output::flush() {
  const int cause = write_all(STDOUT_FILENO, waiting_);
  waiting_.clear();
  if (cause == EPIPE) throw ReaderGone{};
  if (cause != 0) {
    throw Error(fmt::format("standard output cannot be written: {}", std::strerror(cause)));
  }
}

void Console::warn(std::string_view sentence) const {
  if (!quiet_) complain(fmt::format("warning: {}", sentence));
}

Progress::Progress(const Console& console, std::size_t total)
    : wanted_(!console.quiet() && ::isatty(STDERR_FILENO) == 1),
      total_(std::max<std::size_t>(total, 1)),
      next_draw_(Clock::now() + std::chrono::milliseconds(500)) {}

Progress::~Progress() {
  if (drawn_) write_all(STDERR_FILENO, "\r\x1b[K");
}

void Progress::advance(std::size_t done, std::string_view next) {
  if (!wanted_ || Clock::now() < next_draw_) return;
  constexpr std::size_t kWidth = 24;
  const std::size_t filled = std::min(done, total_) * kWidth / total_;
  write_all(STDERR_FILENO,
            fmt::format("\r\x1b[K[{:.<{}}] {}", std::string(filled, '#'), kWidth, printable(next)));
  drawn_ = true;
  next_draw_ = Clock::now() + std::chrono::milliseconds(100);
}

void complain(std::string_view sentence) noexcept {
  try {
    write_all(STDERR_FILENO, fmt::format("headscope: {}\n", printable(sentence)));
  } catch (...) {
    write_all(STDERR_FILENO, "headscope: not enough memory\n");
  }
}

}  // namespace headscope::cli
