// A hub on this machine for tests, that can be made to misbehave.
//
//   StandInHub hub;
//   hub.add("org/name", {{"config.json", "{}"}, {"model.safetensors", weights}});
//   setenv("HF_ENDPOINT", hub.address().c_str(), 1);
//   hub.misbehave([](const Asked& asked) -> std::optional<Reply> { … });   // asked first
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace headscope::testing_support {

using Files = std::map<std::string, std::string>;
using Headers = std::map<std::string, std::string>;  ///< names in small letters

struct Asked {
  std::string method;
  std::string path;  ///< with the query
  Headers headers;
  bool of_store = false;  ///< of the other address, where large files lie

  bool has(const std::string& header) const { return headers.contains(header); }
};

struct Reply {
  int status = 200;
  Headers headers = {};
  std::string body = {};
  /// The connection is cut after so many bytes of the body.
  std::size_t cut_after = std::string::npos;
  /// Before the headers, and between one piece of the body and the next.
  std::chrono::milliseconds pause{0};
  std::size_t piece = std::string::npos;
};

/// Answers as the Hugging Face hub does: small files by a relative redirect, with git's hash as
/// their etag; large ones (.safetensors, .bin, .model) by a redirect to a store at another port,
/// with their SHA-256. Listens on 127.0.0.1 until it goes.
class StandInHub {
 public:
  StandInHub();
  StandInHub(const StandInHub&) = delete;
  StandInHub& operator=(const StandInHub&) = delete;
  ~StandInHub();

  std::string address() const;
  std::string store_address() const;

  /// A repository with one commit, which `main` stands for.
  void add(const std::string& repository, Files files);
  std::string commit_of(const std::string& repository) const;

  /// Only who sends this token may read; a gated repository shows its list to all.
  void require_token(const std::string& repository, const std::string& token, bool gated);

  /// Answers instead of the hub where it returns something.
  using Fault = std::function<std::optional<Reply>(const Asked&)>;
  void misbehave(Fault fault);

  /// The reply that the hub gives when it behaves.
  Reply answer(const Asked& asked) const;

  std::vector<Asked> asked() const;
  /// How many requests of this method had this in their path.
  int count(const std::string& method, const std::string& part_of_path) const;

 private:
  struct Repository {
    Files files;
    std::string commit;
    std::string token;
    bool gated = false;
  };
  struct Listener {
    int socket = -1;
    int port = 0;
    std::thread thread;
  };

  void listen(Listener& listener, bool is_store);
  void serve(int connection, bool is_store);
  void wait(std::chrono::milliseconds pause) const;  // or until all is over
  Reply answer_api(const std::string& rest, const Asked& asked) const;
  Reply answer_file(const std::string& path, const Asked& asked) const;
  Reply answer_store(const Asked& asked) const;
  const Repository* find(const std::string& path, std::string& name) const;

  mutable std::mutex mutex_;
  std::map<std::string, Repository> repositories_;
  std::vector<Asked> asked_;
  Fault fault_;
  std::atomic<bool> over_ = false;
  Listener hub_;
  Listener store_;
  std::list<std::thread> connections_;
};

/// What the hub names a file's content.
std::string sha256_of(const std::string& content);
std::string git_hash_of(const std::string& content);

}  // namespace headscope::testing_support
