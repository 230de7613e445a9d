#include "server/listener.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>

#include <chrono>
#include <thread>

#include "headscope/error.h"

namespace headscope::server {
namespace {

constexpr char kHost[] = "127.0.0.1";

/// An open page holds a connection or two, mostly idle; a thread that waits costs next to nothing.
constexpr std::size_t kConnections = 64;

void prepare_socket(socket_t socket) {
  // A restarted server may have its port back at once. Nobody shares it, and no child inherits it.
  const int yes = 1;
  ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  ::fcntl(socket, F_SETFD, FD_CLOEXEC);
}

/// A refusal is sent whole, also to who asks for a part of it.
void forget_ranges(httplib::Request& request) { request.ranges.clear(); }

}  // namespace

Listener::Listener(int port, const Connection::Limits& limits) : limits_(limits) {
  new_task_queue = [] { return new httplib::ThreadPool(kConnections); };
  set_socket_options(prepare_socket);
  set_tcp_nodelay(true);
  // Said in every answer; the connection itself counts neither.
  set_keep_alive_max_count(1000);
  set_keep_alive_timeout(
      std::chrono::duration_cast<std::chrono::seconds>(limits.idle_time).count());
  port_ = port == 0 ? bind_to_any_port(kHost) : (bind_to_port(kHost, port) ? port : -1);
  if (port_ > 0) return;
  throw Error(
      fmt::format("port {} cannot be had: another program uses it, or it takes more rights; choose "
                  "another with --port, or leave --port out for a free one",
                  port));
}

void Listener::serve() {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return;
    serving_ = true;
  }
  listen_after_bind();
  serving_ = false;
}

void Listener::stop_listening() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    for (const socket_t socket : open_) ::shutdown(socket, SHUT_RD);
  }
  // httplib forgets a stop that comes before it runs.
  while (serving_ && !is_running()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  stop();
}

bool Listener::process_and_close_socket(socket_t socket) {
  enter(socket);
  {
    Connection connection(socket, limits_);
    bool closed = false;
    while (!closed && connection.begin_request() &&
           process_request(connection, false, closed, forget_ranges) && connection.may_go_on()) {
    }
    leave(socket);
  }
  return true;
}

void Listener::enter(socket_t socket) {
  ::fcntl(socket, F_SETFD, FD_CLOEXEC);
  const std::lock_guard lock(mutex_);
  open_.insert(socket);
  if (stopping_) ::shutdown(socket, SHUT_RD);
}

void Listener::leave(socket_t socket) {
  const std::lock_guard lock(mutex_);
  open_.erase(socket);
}

}  // namespace headscope::server
