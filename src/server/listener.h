// httplib's server, with connections of our own and a stop that does not wait for idle clients.
#pragma once

#include <httplib.h>

#include <atomic>
#include <mutex>
#include <set>

#include "server/connection.h"

namespace headscope::server {

class Listener final : public httplib::Server {
 public:
  /// Listens at 127.0.0.1, at a free port when `port` is 0. Throws Error when it cannot be had.
  Listener(int port, const Connection::Limits& limits);

  int port() const { return port_; }

  /// Answers until `stop_listening`, which may have been called before. Call once.
  void serve();

  /// `serve` returns when what is being answered is done; silent connections close.
  void stop_listening();

 private:
  bool process_and_close_socket(socket_t socket) override;
  void enter(socket_t socket);
  void leave(socket_t socket);

  const Connection::Limits limits_;
  int port_ = 0;
  std::mutex mutex_;
  std::set<socket_t> open_;
  bool stopping_ = false;
  std::atomic<bool> serving_ = false;
};

}  // namespace headscope::server
