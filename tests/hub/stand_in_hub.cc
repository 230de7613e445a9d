#include "tests/hub/stand_in_hub.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <span>
#include <stdexcept>
#include <utility>

#include "hub/sha.h"

namespace headscope::testing_support {
namespace {

using nlohmann::json;

constexpr int kPollMs = 20;
constexpr int kPatienceMs = 10'000;

std::string hex_of(hub::Sha::Kind kind, const std::string& content) {
  hub::Sha sha(kind);
  sha.update(std::as_bytes(std::span(content.data(), content.size())));
  return sha.hex();
}

bool is_large(const std::string& file) {
  return file.ends_with(".safetensors") || file.ends_with(".bin") || file.ends_with(".model");
}

std::string etag_of(const std::string& file, const std::string& content) {
  return is_large(file) ? sha256_of(content) : git_hash_of(content);
}

std::string unescaped(std::string text) {
  for (std::size_t at = 0; (at = text.find('%', at)) != text.npos; ++at) {
    text.replace(at, 3, 1, static_cast<char>(std::stoi(text.substr(at + 1, 2), nullptr, 16)));
  }
  return text;
}

/// What stands before `separator`, which is removed with it from `text`.
std::string take_until(std::string& text, const std::string& separator) {
  const std::size_t at = std::min(text.find(separator), text.size());
  std::string taken = text.substr(0, at);
  text.erase(0, std::min(at + separator.size(), text.size()));
  return taken;
}

std::optional<Asked> parse(std::string head, bool is_store) {
  Asked asked;
  asked.of_store = is_store;
  std::string line = take_until(head, "\r\n");
  asked.method = take_until(line, " ");
  asked.path = take_until(line, " ");
  while (!head.empty()) {
    line = take_until(head, "\r\n");
    std::string name = take_until(line, ": ");
    std::transform(name.begin(), name.end(), name.begin(), ::tolower);
    asked.headers[name] = line;
  }
  if (asked.path.empty()) return std::nullopt;
  return asked;
}

std::string read_head(int connection) {
  std::string text;
  char block[4096];
  while (text.find("\r\n\r\n") == text.npos) {
    pollfd waiting{connection, POLLIN, 0};
    if (::poll(&waiting, 1, kPatienceMs) <= 0) return "";
    const ssize_t count = ::recv(connection, block, sizeof block, 0);
    if (count <= 0) return "";
    text.append(block, static_cast<std::size_t>(count));
    if (text.front() < 'A' || text.front() > 'Z') return "";  // a client that wants TLS
  }
  return text.substr(0, text.find("\r\n\r\n") + 2);
}

bool send_all(int connection, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::send(connection, text.data(), text.size(), MSG_NOSIGNAL);
    if (count <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

Reply failure(int status, const std::string& code, const std::string& message) {
  Reply reply{.status = status, .body = json{{"error", message}}.dump()};
  if (!code.empty()) reply.headers["x-error-code"] = code;
  reply.headers["x-error-message"] = message;
  return reply;
}

/// All of the content, or the part that was asked for.
Reply content_reply(const std::string& content, const Asked& asked) {
  const auto range = asked.headers.find("range");
  if (range == asked.headers.end()) return {.body = content};
  const std::size_t begin = std::stoul(range->second.substr(std::string("bytes=").size()));
  if (begin >= content.size()) {
    return {.status = 416,
            .headers = {{"content-range", fmt::format("bytes */{}", content.size())}}};
  }
  return {.status = 206,
          .headers = {{"content-range",
                       fmt::format("bytes {}-{}/{}", begin, content.size() - 1, content.size())}},
          .body = content.substr(begin)};
}

json tree_of(const Files& files) {
  json tree = json::array();
  for (const auto& [file, content] : files) {
    json entry = {
        {"type", "file"}, {"path", file}, {"size", content.size()}, {"oid", git_hash_of(content)}};
    if (is_large(file)) {
      entry["lfs"] = {{"oid", sha256_of(content)}, {"size", content.size()}, {"pointerSize", 130}};
    }
    tree.push_back(std::move(entry));
  }
  return tree;
}

json listing_of(const std::string& name, const std::string& commit, const Files& files) {
  json siblings = json::array();
  for (const auto& [file, content] : files) siblings.push_back({{"rfilename", file}});
  return {{"id", name},           {"modelId", name},       {"sha", commit}, {"private", false},
          {"siblings", siblings}, {"tags", json::array()}, {"downloads", 0}};
}

}  // namespace

std::string sha256_of(const std::string& content) { return hex_of(hub::Sha::kSha256, content); }

std::string git_hash_of(const std::string& content) {
  return hex_of(hub::Sha::kSha1, fmt::format("blob {}", content.size()) + '\0' + content);
}

StandInHub::StandInHub() {
  listen(hub_, false);
  listen(store_, true);
}

StandInHub::~StandInHub() {
  over_ = true;
  for (Listener* listener : {&hub_, &store_}) {
    listener->thread.join();
    ::close(listener->socket);
  }
  for (std::thread& connection : connections_) connection.join();
}

std::string StandInHub::address() const { return fmt::format("http://127.0.0.1:{}", hub_.port); }

std::string StandInHub::store_address() const {
  return fmt::format("http://127.0.0.1:{}", store_.port);
}

void StandInHub::add(const std::string& repository, Files files) {
  const std::lock_guard lock(mutex_);
  Repository& added = repositories_[repository];
  added.commit = git_hash_of(listing_of(repository, "", files).dump() + tree_of(files).dump());
  added.files = std::move(files);
}

std::string StandInHub::commit_of(const std::string& repository) const {
  const std::lock_guard lock(mutex_);
  return repositories_.at(repository).commit;
}

void StandInHub::require_token(const std::string& repository, const std::string& token,
                               bool gated) {
  const std::lock_guard lock(mutex_);
  repositories_.at(repository).token = token;
  repositories_.at(repository).gated = gated;
}

void StandInHub::misbehave(Fault fault) {
  const std::lock_guard lock(mutex_);
  fault_ = std::move(fault);
}

std::vector<Asked> StandInHub::asked() const {
  const std::lock_guard lock(mutex_);
  return asked_;
}

int StandInHub::count(const std::string& method, const std::string& part_of_path) const {
  const std::vector<Asked> all = asked();
  return static_cast<int>(std::count_if(all.begin(), all.end(), [&](const Asked& one) {
    return one.method == method && one.path.find(part_of_path) != one.path.npos;
  }));
}

void StandInHub::listen(Listener& listener, bool is_store) {
  listener.socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const where = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener.socket, where, size) != 0 || ::listen(listener.socket, 64) != 0 ||
      ::getsockname(listener.socket, where, &size) != 0) {
    throw std::runtime_error("no port for the stand-in hub");
  }
  listener.port = ntohs(address.sin_port);
  listener.thread = std::thread([this, &listener, is_store] {
    while (!over_) {
      pollfd waiting{listener.socket, POLLIN, 0};
      if (::poll(&waiting, 1, kPollMs) <= 0) continue;
      const int connection = ::accept4(listener.socket, nullptr, nullptr, SOCK_CLOEXEC);
      if (connection < 0) continue;
      const std::lock_guard lock(mutex_);
      connections_.emplace_back([this, connection, is_store] { serve(connection, is_store); });
    }
  });
}

void StandInHub::wait(std::chrono::milliseconds pause) const {
  const auto end = std::chrono::steady_clock::now() + pause;
  while (!over_ && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(std::min(pause, std::chrono::milliseconds(kPollMs)));
  }
}

/// One request a connection: simple, and the end of a reply is seen whatever its headers say.
void StandInHub::serve(int connection, bool is_store) {
  if (const auto request = parse(read_head(connection), is_store)) {
    Fault fault;
    {
      const std::lock_guard lock(mutex_);
      asked_.push_back(*request);
      fault = fault_;
    }
    std::optional<Reply> reply;
    if (fault) reply = fault(*request);
    if (!reply) reply = answer(*request);
    wait(reply->pause);
    reply->headers.try_emplace("content-length", std::to_string(reply->body.size()));
    std::string head = fmt::format("HTTP/1.1 {} Reply\r\nconnection: close\r\n", reply->status);
    for (const auto& [name, value] : reply->headers) head += name + ": " + value + "\r\n";
    std::string_view body = reply->body;
    if (request->method == "HEAD") body = {};
    body = body.substr(0, std::min(body.size(), reply->cut_after));
    bool open = send_all(connection, head + "\r\n");
    while (open && !body.empty() && !over_) {
      open = send_all(connection, body.substr(0, reply->piece));
      body.remove_prefix(std::min(body.size(), reply->piece));
      wait(reply->pause);
    }
  }
  ::shutdown(connection, SHUT_RDWR);
  ::close(connection);
}

Reply StandInHub::answer(const Asked& asked) const {
  const std::lock_guard lock(mutex_);
  if (asked.of_store) return answer_store(asked);
  const std::string api = "/api/models/";
  if (asked.path.starts_with(api)) return answer_api(asked.path.substr(api.size()), asked);
  return answer_file(asked.path.substr(1), asked);
}

const StandInHub::Repository* StandInHub::find(const std::string& path, std::string& name) const {
  for (const auto& [repository, content] : repositories_) {
    if (path != repository && !path.starts_with(repository + "/")) continue;
    name = repository;
    return &content;
  }
  return nullptr;
}

Reply StandInHub::answer_api(const std::string& rest, const Asked& asked) const {
  std::string name;
  const Repository* repository = find(rest, name);
  const Reply unknown = failure(401, "RepoNotFound", "Invalid username or password.");
  if (repository == nullptr) return unknown;
  const auto token = asked.headers.find("authorization");
  const bool may_read =
      repository->token.empty() ||
      (token != asked.headers.end() && token->second == "Bearer " + repository->token);
  if (!may_read && !repository->gated) return unknown;
  std::string path = rest.substr(name.size());
  take_until(path, "/");
  path = path.substr(0, path.find('?'));
  const std::string what = take_until(path, "/");
  const std::string revision = what.empty() ? "main" : unescaped(path);
  if (revision != "main" && revision != repository->commit) {
    return failure(404, "RevisionNotFound", "Invalid rev id: " + revision);
  }
  const json answer = what == "tree" ? tree_of(repository->files)
                                     : listing_of(name, repository->commit, repository->files);
  return {.headers = {{"content-type", "application/json"}}, .body = answer.dump()};
}

/// REPOSITORY/resolve/REVISION/FILE, and where small files are sent: api/resolve-cache/….
Reply StandInHub::answer_file(const std::string& path, const Asked& asked) const {
  const std::string cache = "api/resolve-cache/models/";
  const bool is_cache = path.starts_with(cache);
  std::string rest = is_cache ? path.substr(cache.size()) : path;
  std::string name;
  const Repository* repository = find(rest, name);
  if (repository == nullptr) return failure(401, "RepoNotFound", "Invalid username or password.");
  rest.erase(0, name.size() + 1);
  if (!is_cache) take_until(rest, "resolve/");
  const std::string revision = unescaped(take_until(rest, "/"));
  const std::string file = unescaped(rest);
  const auto token = asked.headers.find("authorization");
  if (!repository->token.empty() &&
      (token == asked.headers.end() || token->second != "Bearer " + repository->token)) {
    const int status = token == asked.headers.end() ? 401 : 403;
    return repository->gated ? failure(status, "GatedRepo", "Access to it is restricted.")
                             : failure(401, "RepoNotFound", "Invalid username or password.");
  }
  if (revision != "main" && revision != repository->commit) {
    return failure(404, "RevisionNotFound", "Invalid rev id: " + revision);
  }
  const auto found = repository->files.find(file);
  if (found == repository->files.end()) {
    Reply reply = failure(404, "EntryNotFound", "Entry not found");
    reply.headers["x-repo-commit"] = repository->commit;
    return reply;
  }
  const std::string& content = found->second;
  const std::string etag = etag_of(file, content);
  const Headers about = {{"x-repo-commit", repository->commit}};
  if (is_large(file)) {
    Reply reply{.status = 302, .headers = about, .body = "Found. Redirecting."};
    reply.headers["location"] = store_address() + "/" + etag + "?signature=1%2B1";
    reply.headers["x-linked-etag"] = '"' + etag + '"';
    reply.headers["x-linked-size"] = std::to_string(content.size());
    return reply;
  }
  if (!is_cache) {
    Reply reply{.status = 307, .headers = about, .body = "Temporary Redirect."};
    reply.headers["location"] =
        fmt::format("/api/resolve-cache/models/{}/{}/{}", name, repository->commit, file);
    return reply;
  }
  Reply reply = content_reply(content, asked);
  reply.headers.insert(about.begin(), about.end());
  reply.headers["etag"] = '"' + etag + '"';
  return reply;
}

Reply StandInHub::answer_store(const Asked& asked) const {
  const std::string etag = asked.path.substr(1, asked.path.find('?') - 1);
  for (const auto& [name, repository] : repositories_) {
    for (const auto& [file, content] : repository.files) {
      if (!is_large(file) || sha256_of(content) != etag) continue;
      Reply reply = content_reply(content, asked);
      reply.headers["etag"] = "\"the store's own\"";
      return reply;
    }
  }
  return {.status = 403, .body = "AccessDenied"};
}

}  // namespace headscope::testing_support
