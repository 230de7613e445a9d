// A client that may say anything: bytes over a socket, and what comes back.
//
//   Client client(port);
//   client.send(post("/live/picture", R"({"text": "a"})", port));
//   const std::optional<Answer> answer = client.receive();   // nothing: the connection was closed
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace headscope::server {

struct Answer {
  int status = 0;
  std::map<std::string, std::string> headers = {};  ///< names in lower case
  std::string body = {};
};

class Client {
 public:
  explicit Client(int port);
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client();

  /// False when the other side has closed the connection.
  bool send(std::string_view bytes) const;

  /// The next answer, whole; nothing when the connection ends before that.
  std::optional<Answer> receive();

  /// The first bytes of an answer, at most `most`.
  std::string receive_some(std::size_t most) const;

  /// Waits until the other side closes the connection, whatever comes before that. False when it
  /// has not done so in `time`.
  bool waits_for_close(std::chrono::milliseconds time) const;

  /// Says that no more will be sent.
  void end_sending() const;

  /// Closes the connection as a crash would: the other side is told that nobody listens.
  void hang_up();

 private:
  bool fill();

  int socket_ = -1;
  std::string buffer_;  // what has been received beyond the last answer
};

/// A request as a browser on the server's own page sends it.
std::string get(std::string_view path, int port);
std::string post(std::string_view path, std::string_view json, int port);

/// Sends one request over a connection of its own.
std::optional<Answer> ask(int port, std::string_view request);

/// Descriptors that this process, or another, has open.
int open_files(const std::string& process = "self");

/// Sanitizers keep what was freed, so that memory grows.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kSanitized = true;
#elif defined(__has_feature)
inline constexpr bool kSanitized =
    __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
inline constexpr bool kSanitized = false;
#endif

/// Memory that a process holds, in KiB.
long resident_kib(const std::string& process);

}  // namespace headscope::server
