#include "tests/server/client.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace headscope::server {
namespace {

// No test waits this long unless it fails.
constexpr timeval kPatience = {30, 0};

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char letter) { return std::tolower(letter); });
  return lower;
}

Answer parse_head(std::string_view head) {
  Answer answer;
  if (!head.starts_with("HTTP/1.1 ")) throw std::runtime_error("no HTTP: " + std::string(head));
  answer.status = std::stoi(std::string(head.substr(9, 3)));
  for (std::size_t line = head.find("\r\n") + 2; line < head.size();) {
    const std::size_t end = head.find("\r\n", line);
    const std::size_t colon = head.find(": ", line);
    answer.headers[lower_case(head.substr(line, colon - line))] =
        head.substr(colon + 2, end - colon - 2);
    line = end + 2;
  }
  return answer;
}

}  // namespace

Client::Client(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(socket_);
    throw std::runtime_error("nobody listens");
  }
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof kPatience);
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &kPatience, sizeof kPatience);
}

Client::~Client() {
  if (socket_ >= 0) ::close(socket_);
}

bool Client::send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool Client::fill() {
  char block[64 << 10];
  const ssize_t got = ::recv(socket_, block, sizeof block, 0);
  if (got <= 0) return false;
  buffer_.append(block, static_cast<std::size_t>(got));
  return true;
}

std::optional<Answer> Client::receive() {
  std::size_t end;
  while ((end = buffer_.find("\r\n\r\n")) == buffer_.npos) {
    if (!fill()) return std::nullopt;
  }
  Answer answer = parse_head(std::string_view(buffer_).substr(0, end + 2));
  buffer_.erase(0, end + 4);
  const auto length = answer.headers.find("content-length");
  const std::size_t size = length == answer.headers.end() ? 0 : std::stoul(length->second);
  while (buffer_.size() < size) {
    if (!fill()) return std::nullopt;
  }
  answer.body = buffer_.substr(0, size);
  buffer_.erase(0, size);
  return answer;
}

std::string Client::receive_some(std::size_t most) const {
  std::string bytes(most, '\0');
  const ssize_t got = ::recv(socket_, bytes.data(), most, 0);
  bytes.resize(static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  return bytes;
}

bool Client::waits_for_close(std::chrono::milliseconds time) const {
  const auto until = std::chrono::steady_clock::now() + time;
  char block[4096];
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        until - std::chrono::steady_clock::now());
    pollfd descriptor = {socket_, POLLIN, 0};
    if (::poll(&descriptor, 1, static_cast<int>(std::max<long>(left.count(), 0))) <= 0)
      return false;
    if (::recv(socket_, block, sizeof block, 0) <= 0) return true;
  }
}

void Client::end_sending() const { ::shutdown(socket_, SHUT_WR); }

void Client::hang_up() {
  const linger at_once = {1, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  ::close(socket_);
  socket_ = -1;
}

std::string get(std::string_view path, int port) {
  return fmt::format("GET {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", path, port);
}

std::string post(std::string_view path, std::string_view json, int port) {
  return fmt::format(
      "POST {0} HTTP/1.1\r\nHost: 127.0.0.1:{1}\r\nOrigin: http://127.0.0.1:{1}\r\n"
      "Sec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\nContent-Length: {2}\r\n\r\n"
      "{3}",
      path, port, json.size(), json);
}

std::optional<Answer> ask(int port, std::string_view request) {
  Client client(port);
  client.send(request);
  return client.receive();
}

int open_files(const std::string& process) {
  const std::filesystem::directory_iterator files("/proc/" + process + "/fd");
  return static_cast<int>(std::distance(begin(files), end(files)));
}

long resident_kib(const std::string& process) {
  std::ifstream status("/proc/" + process + "/status");
  for (std::string word; status >> word;) {
    long kib = 0;
    if (word == "VmRSS:" && status >> kib) return kib;
  }
  throw std::runtime_error("no such process");
}

}  // namespace headscope::server
