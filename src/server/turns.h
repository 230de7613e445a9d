// Who may run the encoder next: one at a time, and each client holds one place in the queue.
//
//   if (auto turn = turns.take("client 1")) { … }   // empty: a newer request has taken the place
#pragma once

#include <condition_variable>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace headscope::server {

class Turns {
 public:
  /// Gives the turn on when it goes.
  class Turn {
   public:
    explicit Turn(Turns& turns) : turns_(&turns) {}

   private:
    struct End {
      void operator()(Turns* turns) const { turns->end(); }
    };
    std::unique_ptr<Turns, End> turns_;
  };

  /// Waits until it is this caller's turn. A call with the name of a client whose earlier call
  /// still waits takes that call's place, and the earlier one returns empty. Without a name nobody
  /// takes the place. After `close` every call returns empty.
  std::optional<Turn> take(std::string_view client);

  /// A call of that client that still waits returns empty.
  void withdraw(std::string_view client);

  /// Nobody waits any more.
  void close();

 private:
  struct Place {
    std::string client;
    std::uint64_t ticket;  ///< of the call that holds it
  };

  std::list<Place>::iterator place_of(std::string_view client);
  void end();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::list<Place> queue_;
  std::uint64_t tickets_ = 0;
  bool running_ = false;
  bool closed_ = false;
};

}  // namespace headscope::server
