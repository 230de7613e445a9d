// One request over HTTP at a time, over connections that stay open between them.
//
//   Http http({.user_agent = "headscope/1.0"});
//   HttpAnswer answer = http.send({.url = "https://hub.example/x"}, receive);
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace headscope::hub {

struct HttpRequest {
  std::string url;
  bool head = false;                      ///< ask for the headers alone
  std::vector<std::string> headers = {};  ///< "Name: value"
  std::chrono::seconds patience{10};      ///< to connect, and between one byte and the next
};

struct HttpAnswer {
  int status = 0;
  std::map<std::string, std::string> headers = {};  ///< by their names in small letters

  /// A header's value, "" when there is none.
  std::string header(const std::string& name) const;
  bool is_success() const noexcept { return status >= 200 && status < 300; }
  bool is_redirect() const noexcept;
};

/// Why a request got no whole answer, as a part of a sentence: "hub.example is not known".
class HttpTrouble : public std::runtime_error {
 public:
  enum Kind {
    kUnreachable,  ///< no connection came about
    kInterrupted   ///< there was one, and it broke off or fell silent
  };
  HttpTrouble(Kind kind, const std::string& what) : std::runtime_error(what), kind_(kind) {}
  Kind kind() const noexcept { return kind_; }

 private:
  Kind kind_;
};

class Http {
 public:
  struct Options {
    std::string user_agent;
    std::string certificates = {};  ///< a file of authorities, "" for the system's
  };
  explicit Http(const Options& options);
  Http(const Http&) = delete;
  Http& operator=(const Http&) = delete;
  ~Http();

  /// Takes a piece of the body of a successful answer, whose headers are there. What it throws
  /// ends the request and reaches the caller of `send`.
  using Receive = std::function<void(const HttpAnswer& answer, std::span<const std::byte> piece)>;

  /// Sends the request and returns when the answer is whole. Redirects are answers like others.
  /// Proxies are the environment's (`https_proxy`, `no_proxy`, …). Throws HttpTrouble.
  HttpAnswer send(const HttpRequest& request, const Receive& receive = {});

 private:
  struct Exchange;
  void prepare(const HttpRequest& request, Exchange& exchange);

  Options options_;
  struct Close {
    void operator()(void* handle) const;
  };
  std::unique_ptr<void, Close> handle_;
};

}  // namespace headscope::hub
