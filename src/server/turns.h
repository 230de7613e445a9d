// Who may run the encoder next: one at a time, and each client holds one place in the queue.
//
//   if (auto turn = turns.take({"client 1", 7})) { … }   // empty: a newer request has the place
#pragma once

#include <condition_variable>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace headscope::server {

/// Who asks, and for the how manieth time: requests may overtake each other on their way.
struct Asker {
  std::string client = {};  ///< empty: one whom no other replaces
  std::uint64_t number = 0;
};

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

  /// Waits until it is this caller's turn. A call takes the place of one of the same client with a
  /// lower number that still waits, and that one returns empty. After `close` every call does.
  std::optional<Turn> take(const Asker& asker);

  /// Calls of that client with a lower number that still wait return empty.
  void withdraw(const Asker& asker);

  /// Nobody waits any more.
  void close();

 private:
  struct Place {
    Asker asker;
    std::uint64_t ticket;  ///< of the call that holds it
  };

  std::list<Place>::iterator place_of(const std::string& client);
  void end();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::list<Place> queue_;
  std::uint64_t tickets_ = 0;
  bool running_ = false;
  bool closed_ = false;
};

}  // namespace headscope::server
