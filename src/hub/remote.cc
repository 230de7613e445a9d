#include "hub/remote.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "checkpoint/json.h"
#include "headscope/error.h"
#include "headscope/version.h"
#include "hub/transient.h"
#include "hub/url.h"

namespace headscope::hub {
namespace {

constexpr int kMaxRedirects = 10;

/// The part of a file that came is not the one that was asked for.
struct OtherPart {};

std::optional<std::uint64_t> parse_size(std::string_view text) {
  std::uint64_t size = 0;
  const auto [behind, error] = std::from_chars(text.data(), text.data() + text.size(), size);
  if (text.empty() || error != std::errc() || behind != text.data() + text.size()) {
    return std::nullopt;
  }
  return size;
}

/// Where the bytes of an answer begin: "bytes 100-199/200" begins at 100.
std::optional<std::uint64_t> begin_of(const HttpAnswer& answer) {
  if (answer.status != 206) return 0;
  const std::string range = answer.header("content-range");
  constexpr std::string_view kUnit = "bytes ";
  if (!range.starts_with(kUnit)) return std::nullopt;
  const std::string_view part = std::string_view(range).substr(kUnit.size());
  return parse_size(part.substr(0, part.find('-')));
}

/// `W/"abc"` names abc.
std::string bare_etag(std::string etag) {
  if (etag.starts_with("W/")) etag.erase(0, 2);
  std::erase(etag, '"');
  return etag;
}

/// An etag becomes a file's name.
bool is_file_name(const std::string& etag) {
  return !etag.empty() && etag.size() <= 128 && etag.front() != '.' &&
         etag.find('.') == etag.npos && std::all_of(etag.begin(), etag.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  c == '-' || c == '_';
         });
}

bool tells_size_and_etag(const HttpAnswer& answer) {
  return !answer.header("x-linked-etag").empty() && !answer.header("x-linked-size").empty();
}

bool never(const HttpAnswer&) { return false; }

std::string first_filled(const std::string& one, const std::string& other) {
  return one.empty() ? other : one;
}

}  // namespace

Remote::Remote(Settings settings, std::string repository)
    : settings_(std::move(settings)),
      repository_(std::move(repository)),
      origin_(origin_of(settings_.endpoint)),
      http_({.user_agent = fmt::format("headscope/{}", version()),
             .certificates = settings_.certificates}) {
  if (origin_.empty()) {
    throw Error(
        fmt::format("HF_ENDPOINT is '{}', not the address of a hub such as https://huggingface.co",
                    settings_.endpoint));
  }
}

Listing Remote::list(const std::string& revision) {
  const HttpRequest request{.url = fmt::format("{}/api/models/{}/revision/{}", settings_.endpoint,
                                               repository_, escape_part(revision)),
                            .patience = settings_.answer_patience};
  const Answered answered = ask_until_answered(request, {repository_, revision}, never);
  return parse_listing(answered.body,
                       fmt::format("{}: the answer of {}", repository_, settings_.endpoint));
}

BlobPromise Remote::look_up(const std::string& commit, const std::string& file) {
  const HttpRequest request{
      .url = address_of(commit, file), .head = true, .patience = settings_.answer_patience};
  const HttpAnswer answer =
      ask_until_answered(request, {repository_, commit, file}, tells_size_and_etag).answer;
  const std::string etag =
      bare_etag(first_filled(answer.header("x-linked-etag"), answer.header("etag")));
  const auto size =
      parse_size(first_filled(answer.header("x-linked-size"), answer.header("content-length")));
  const std::string answered = first_filled(answer.header("x-repo-commit"), commit);
  if (!is_file_name(etag) || !size || answered != commit) {
    throw Error(
        fmt::format("{}: {} does not say about {} what a hub says (etag, size and commit); "
                    "check HF_ENDPOINT and the proxy",
                    repository_, settings_.endpoint, checkpoint::in_quotes(file)));
  }
  return {etag, *size};
}

bool Remote::get(const std::string& commit, const std::string& file, std::uint64_t offset,
                 const Receive& receive) {
  HttpRequest request{.url = address_of(commit, file), .patience = settings_.download_patience};
  if (offset > 0) request.headers.push_back(fmt::format("Range: bytes={}-", offset));
  std::optional<std::uint64_t> at;
  const auto pass_on = [&](const HttpAnswer& answer, std::span<const std::byte> piece) {
    if (!at) {
      at = begin_of(answer);
      if (!at || (*at != 0 && *at != offset)) throw OtherPart{};
    }
    receive(*at, piece);
    *at += piece.size();
  };
  try {
    const Followed followed = follow(std::move(request), pass_on, never);
    if (followed.answer.status == 416 && offset > 0) return false;
    require_success(followed, {repository_, commit, file});
    return true;
  } catch (const OtherPart&) {
    return false;
  }
}

std::string Remote::address_of(const std::string& commit, const std::string& file) const {
  return fmt::format("{}/{}/resolve/{}/{}", settings_.endpoint, repository_, escape_part(commit),
                     escape_part(file));
}

Remote::Answered Remote::ask_until_answered(const HttpRequest& request, const Question& question,
                                            IsEnough is_enough) {
  Retries retries(settings_.first_wait);
  while (true) {
    std::string body;
    const auto collect = [&](const HttpAnswer&, std::span<const std::byte> piece) {
      if (body.size() + piece.size() > kMaxListingBytes) {
        throw Error(fmt::format("{}: {} answers with more than {} MB about it; check HF_ENDPOINT",
                                repository_, settings_.endpoint, kMaxListingBytes / 1'000'000));
      }
      body.append(reinterpret_cast<const char*>(piece.data()), piece.size());
    };
    try {
      Followed followed = follow(request, collect, is_enough);
      if (!is_enough(followed.answer)) require_success(followed, question);
      return {std::move(followed.answer), std::move(body)};
    } catch (const Transient& trouble) {
      retries.wait_after(trouble);
    }
  }
}

Remote::Followed Remote::follow(HttpRequest request, const Http::Receive& receive,
                                IsEnough is_enough) {
  const std::vector<std::string> headers = request.headers;
  for (int redirects = 0; redirects <= kMaxRedirects; ++redirects) {
    request.headers = headers;
    add_headers(request);
    HttpAnswer answer = send(request, receive);
    if (!answer.is_redirect() || is_enough(answer)) return {std::move(answer), request.url};
    request.url = next_address(request.url, answer);
  }
  throw Error(fmt::format("{}: {} leads from one address to the next without end", repository_,
                          settings_.endpoint));
}

void Remote::add_headers(HttpRequest& request) const {
  // The bytes themselves are wanted, and their number.
  request.headers.emplace_back("Accept-Encoding: identity");
  // A file's content may lie with somebody else, whom the token does not concern.
  if (!settings_.token.empty() && origin_of(request.url) == origin_) {
    request.headers.push_back("Authorization: Bearer " + settings_.token);
  }
}

HttpAnswer Remote::send(const HttpRequest& request, const Http::Receive& receive) {
  try {
    return http_.send(request, receive);
  } catch (const HttpTrouble& trouble) {
    if (trouble.kind() == HttpTrouble::kUnreachable) {
      throw Unreachable(fmt::format("{}: cannot be downloaded: {}", repository_, trouble.what()));
    }
    throw Transient(
        fmt::format("{}: the download stopped: {}; try again later", repository_, trouble.what()));
  }
}

std::string Remote::next_address(const std::string& from, const HttpAnswer& answer) const {
  const std::string location = answer.header("location");
  std::string next = resolve_url(from, location);
  const bool is_less_safe = from.starts_with("https:") && !next.starts_with("https:");
  if (!next.empty() && !is_less_safe) return next;
  throw Error(fmt::format("{}: {} leads to {}, {}", repository_, origin_of(from),
                          checkpoint::in_quotes(location),
                          next.empty() ? "which is no address" : "where nothing is encrypted"));
}

void Remote::require_success(const Followed& followed, const Question& question) const {
  if (followed.answer.is_success()) return;
  const std::string origin = origin_of(followed.url);
  const int status = followed.answer.status;
  // Whoever else has the content knows nothing of names and accounts.
  if (origin != origin_ && status < 500 && status != 408 && status != 429) {
    throw Error(fmt::format("{}: {}, where {} sends for {}, answers {}", repository_, origin,
                            settings_.endpoint, checkpoint::in_quotes(question.file), status));
  }
  refuse(followed.answer, question, settings_);
}

}  // namespace headscope::hub
