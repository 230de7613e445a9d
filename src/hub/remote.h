// A repository on the hub: what it holds, and the bytes of its files.
//
//   Remote remote(settings_from_environment(), "org/name");
//   Listing listing = remote.list("main");
//   BlobPromise promise = remote.look_up(listing.commit, "config.json");
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include "hub/environment.h"
#include "hub/http.h"
#include "hub/listing.h"
#include "hub/partial_blob.h"
#include "hub/refusal.h"

namespace headscope::hub {

/// The hub cannot be asked at all.
class Unreachable : public Error {
 public:
  using Error::Error;
};

/// Speaks the hub's protocol. The token goes to the hub's own address and nowhere else. Members
/// throw Error, of the kinds that refusal.h names, and Unreachable.
class Remote {
 public:
  Remote(Settings settings, std::string repository);

  /// The files of a branch, a tag or a commit.
  Listing list(const std::string& revision);

  /// What a file is.
  BlobPromise look_up(const std::string& commit, const std::string& file);

  /// Takes bytes and where in the file they begin.
  using Receive = std::function<void(std::uint64_t offset, std::span<const std::byte> bytes)>;

  /// Asks for a file's bytes from `offset` to the end; they may come from the beginning all the
  /// same. False when the server has no such part. Tries once: what came is the caller's.
  bool get(const std::string& commit, const std::string& file, std::uint64_t offset,
           const Receive& receive);

  const Settings& settings() const noexcept { return settings_; }
  const std::string& repository() const noexcept { return repository_; }

 private:
  struct Followed {
    HttpAnswer answer;
    std::string url;  ///< that gave it
  };
  /// Whether an answer that leads elsewhere says enough itself.
  using IsEnough = bool (*)(const HttpAnswer& answer);

  std::string address_of(const std::string& commit, const std::string& file) const;
  struct Answered {
    HttpAnswer answer;
    std::string body;
  };
  Answered ask_until_answered(const HttpRequest& request, const Question& question,
                              IsEnough is_enough);
  Followed follow(HttpRequest request, const Http::Receive& receive, IsEnough is_enough);
  void add_headers(HttpRequest& request) const;
  HttpAnswer send(const HttpRequest& request, const Http::Receive& receive);
  std::string next_address(const std::string& from, const HttpAnswer& answer) const;
  void require_success(const Followed& followed, const Question& question) const;

  Settings settings_;
  std::string repository_;
  std::string origin_;
  Http http_;
};

}  // namespace headscope::hub
