// A client's socket as httplib reads it, within bounds: of bytes, of time, and of patience.
#pragma once

#include <httplib.h>

#include <array>
#include <chrono>
#include <cstddef>

namespace headscope::server {

/// Closes the socket when it goes. httplib speaks HTTP through it, one request after another.
class Connection final : public httplib::Stream {
 public:
  struct Limits {
    std::size_t request_bytes;  ///< of one request, headers and body together
    std::chrono::milliseconds request_time = std::chrono::seconds(10);  ///< from its first byte on
    std::chrono::milliseconds answer_time = std::chrono::seconds(30);
    std::chrono::milliseconds idle_time = std::chrono::seconds(60);
  };

  Connection(socket_t socket, const Limits& limits) : socket_(socket), limits_(limits) {}
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() override;

  /// Waits until the next request begins. False when the client has gone or stays silent.
  bool begin_request();

  /// Whether what was answered leaves the connection where the next request can follow: an answer
  /// other than a success may have left a part of its request unread.
  bool may_go_on() const { return succeeded_; }

  bool is_readable() const override;
  bool is_writable() const override;
  ssize_t read(char* out, std::size_t size) override;
  ssize_t write(const char* data, std::size_t size) override;
  void get_remote_ip_and_port(std::string&, int&) const override {}
  void get_local_ip_and_port(std::string&, int&) const override {}
  socket_t socket() const override { return socket_; }

 private:
  using Clock = std::chrono::steady_clock;

  bool wait(short events, Clock::time_point until) const;
  void linger();

  const socket_t socket_;
  const Limits limits_;
  Clock::time_point deadline_;
  std::size_t left_ = 0;  ///< bytes that this request may still have
  bool answering_ = false;
  bool succeeded_ = false;
  std::array<char, 16 << 10> buffer_;
  std::size_t begin_ = 0;  ///< what is in the buffer and not yet read
  std::size_t end_ = 0;
};

}  // namespace headscope::server
