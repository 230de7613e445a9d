#include "server/connection.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>

namespace headscope::server {
namespace {

using namespace std::chrono_literals;

/// How long, and how much, the rest of a refused request is listened to. A socket that is closed
/// with bytes unread takes back the answer that is on its way.
constexpr auto kLingerTime = 1s;
constexpr std::size_t kLingerBytes = 4 << 20;

}  // namespace

Connection::~Connection() {
  linger();
  ::close(socket_);
}

bool Connection::wait(short events, Clock::time_point until) const {
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
    if (left <= 0ms) return false;
    pollfd descriptor = {socket_, events, 0};
    const int ready = ::poll(&descriptor, 1, static_cast<int>(left.count()));
    if (ready > 0) return true;
    if (ready == 0 || errno != EINTR) return false;
  }
}

bool Connection::begin_request() {
  answering_ = succeeded_ = false;
  left_ = limits_.request_bytes;
  if (begin_ == end_ && !wait(POLLIN, Clock::now() + limits_.idle_time)) return false;
  deadline_ = Clock::now() + limits_.request_time;
  char next = 0;
  return begin_ < end_ || ::recv(socket_, &next, 1, MSG_PEEK) == 1;
}

bool Connection::is_readable() const { return begin_ < end_ || wait(POLLIN, deadline_); }

bool Connection::is_writable() const { return wait(POLLOUT, deadline_); }

ssize_t Connection::read(char* out, std::size_t size) {
  if (begin_ == end_) {
    if (!is_readable()) return -1;
    const ssize_t got = ::recv(socket_, buffer_.data(), buffer_.size(), 0);
    if (got <= 0) return got;
    begin_ = 0;
    end_ = static_cast<std::size_t>(got);
  }
  const std::size_t count = std::min({size, end_ - begin_, left_});
  if (count == 0) return -1;
  std::memcpy(out, buffer_.data() + begin_, count);
  begin_ += count;
  left_ -= count;
  return static_cast<ssize_t>(count);
}

ssize_t Connection::write(const char* data, std::size_t size) {
  if (!answering_) {
    answering_ = true;
    deadline_ = Clock::now() + limits_.answer_time;
    succeeded_ = std::string_view(data, size).starts_with("HTTP/1.1 2");
  }
  if (!is_writable()) return -1;
  return ::send(socket_, data, size, MSG_NOSIGNAL | MSG_DONTWAIT);
}

void Connection::linger() {
  if (!answering_ || succeeded_) return;
  ::shutdown(socket_, SHUT_WR);
  const auto until = Clock::now() + kLingerTime;
  for (std::size_t heard = 0; heard < kLingerBytes && wait(POLLIN, until);) {
    const ssize_t got = ::recv(socket_, buffer_.data(), buffer_.size(), 0);
    if (got <= 0) return;
    heard += static_cast<std::size_t>(got);
  }
}

}  // namespace headscope::server
