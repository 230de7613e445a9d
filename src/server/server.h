// The live page over HTTP, on this machine alone; docs/live-protocol.md is its contract.
//
//   Server server(answers, {.text = "Transformers are amazing!"}, {.port = 0});
//   std::thread serving([&] { server.serve(); });
//   …
//   server.stop();
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "server/answers.h"
#include "server/input.h"

namespace headscope::server {

class Server {
 public:
  struct Options {
    int port = 0;                                                       ///< 0 takes a free one
    std::chrono::milliseconds request_time = std::chrono::seconds(10);  ///< for a whole request
  };

  /// Listens at 127.0.0.1. The page begins with `input`. Throws Error when the port cannot be had.
  Server(Answers& answers, const Input& input, const Options& options);
  ~Server();

  int port() const;
  std::string address() const;  ///< "http://127.0.0.1:8080/"

  /// Answers until `stop`. Call once.
  void serve();

  /// Ends `serve`: what is being computed is still answered, connections that wait are closed.
  void stop();

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace headscope::server
