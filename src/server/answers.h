// What the live page asks for, computed: pictures, and single layers of them.
//
//   Answers answers({.models = {found}});
//   std::string bytes = answers.picture(parse_request(body));
#pragma once

#include <cstddef>
#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "headscope/hub.h"
#include "server/input.h"
#include "server/models.h"
#include "server/traces.h"
#include "server/turns.h"

namespace headscope::server {

/// A newer request of the same client has made this one moot, or the server stops.
struct Moot : std::exception {
  const char* what() const noexcept override { return "a newer request has taken its place"; }
};

/// Safe to use from many threads: the encoder runs for one of them at a time. Every function throws
/// Error when the model cannot be loaded or the input does not fit it, and Moot.
class Answers {
 public:
  struct Options {
    std::vector<FoundModel> models;      ///< at least one; the first is the default
    int threads = 0;                     ///< as ModelOptions::threads
    std::size_t most_bytes = 256 << 20;  ///< of traces that are kept
    Warn warn = [](std::string_view) {};
  };

  explicit Answers(Options options);

  /// Manifest, thumbnails and the request's layer in the form of docs/live-protocol.md. Of the
  /// requests of one client only the newest is computed.
  std::string picture(const Request& request);

  /// The request's layer as a chunk.
  std::string layer(const Request& request);

  /// Queries and keys of the request's layer as a chunk.
  std::string vectors(const Request& request);

  /// What the model says of the input and, where heads are off or tokens masked, of the same
  /// without that, as JSON in the form of docs/live-protocol.md.
  std::string prediction(const Request& request);

  /// What the page must know before its first request, as JSON: the models and the input to begin
  /// with.
  std::string beginning(const Input& input) const;

  /// From now on everything that has not begun is Moot.
  void stop() { turns_.close(); }

  /// Bytes of the traces that are kept.
  std::size_t bytes() const { return traces_.bytes(); }

 private:
  using TracePointer = std::shared_ptr<const Trace>;

  TracePointer trace(Input input, const Asker& asker);
  Turns::Turn wait_for_turn(const Asker& asker);

  int threads_;
  Models models_;
  Traces traces_;
  Turns turns_;
};

}  // namespace headscope::server
