#include "hub/http.h"

#include <fmt/format.h>

#include <array>
#include <exception>
#include <new>
#include <string_view>

#include "hub/curl_library.h"
#include "hub/url.h"

namespace headscope::hub {
namespace {

/// More than a server that means well sends about an answer, or to explain a failure.
constexpr std::size_t kMaxHeaderBytes = std::size_t{256} * 1024;
constexpr std::size_t kMaxFailureBytes = std::size_t{256} * 1024;
constexpr long kBufferBytes = 512L * 1024;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  return text;
}

std::string in_small_letters(std::string_view text) {
  std::string small(text);
  for (char& c : small) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return small;
}

/// "hub.example:8080", or without a port that goes without saying.
std::string host_of(const std::string& url) {
  std::string origin = origin_of(url);
  origin.erase(0, origin.find("://") + 3);
  for (const char* port : {":443", ":80"}) {
    if (origin.ends_with(port)) origin.erase(origin.rfind(':'));
  }
  return origin;
}

using ErrorText = std::array<char, CURL_ERROR_SIZE>;

/// What libcurl has to say, without its full stop.
std::string in_its_words(const ErrorText& text) {
  const std::string_view words = trimmed(text.data());
  return words.empty() ? "" : fmt::format(" ({})", words);
}

HttpTrouble explain(CURLcode code, const HttpRequest& request, const ErrorText& text,
                    long proxy_status) {
  const std::string host = host_of(request.url);
  const std::string words = in_its_words(text);
  const auto unreachable = [](const std::string& what) {
    return HttpTrouble(HttpTrouble::kUnreachable, what);
  };
  if (proxy_status >= 300) {
    return unreachable(
        fmt::format("the proxy answers {} and does not connect to {}; check "
                    "https_proxy, and the name and password in it",
                    proxy_status, host));
  }
  switch (code) {
    case CURLE_COULDNT_RESOLVE_PROXY:
      return unreachable("the proxy's host is not known" + words + "; check https_proxy");
    case CURLE_PROXY:
      return unreachable("the proxy does not connect to " + host + words + "; check https_proxy");
    case CURLE_COULDNT_RESOLVE_HOST:
      return unreachable(host + " is not known" + words + "; is there a network?");
    case CURLE_COULDNT_CONNECT:
      return unreachable("there is no connection to " + host + words +
                         "; check the network and the proxy (https_proxy)");
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_ISSUER_ERROR:
      return unreachable("there is no safe connection to " + host + words +
                         "; behind a proxy with certificates of its own, name their file in "
                         "SSL_CERT_FILE");
    case CURLE_OPERATION_TIMEDOUT:
      return {HttpTrouble::kInterrupted,
              fmt::format("{} sent nothing for {} s", host, request.patience.count())};
    default:
      return {HttpTrouble::kInterrupted, "the connection to " + host + " was cut" + words};
  }
}

}  // namespace

std::string HttpAnswer::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? "" : found->second;
}

bool HttpAnswer::is_redirect() const noexcept {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/// A request on its way, as libcurl's callbacks see it. Nothing may be thrown through C.
struct Http::Exchange {
  const Receive& receive;
  HttpAnswer answer = {};
  std::size_t header_bytes = 0;
  std::size_t failure_bytes = 0;
  std::exception_ptr thrown = nullptr;
  curl_slist* headers = nullptr;
  ErrorText error_text = {};

  ~Exchange() { CurlLibrary::get().slist_free_all(headers); }

  static std::size_t take_header(const char* data, std::size_t, std::size_t size, void* exchange) {
    return static_cast<Exchange*>(exchange)->guarded(size, [&](Exchange& self) {
      return self.add_header({data, size});
    });
  }

  static std::size_t take_body(const char* data, std::size_t, std::size_t size, void* exchange) {
    return static_cast<Exchange*>(exchange)->guarded(
        size, [&](Exchange& self) { return self.add_body(std::as_bytes(std::span(data, size))); });
  }

  /// libcurl goes on when it gets the size back.
  template <typename Action>
  std::size_t guarded(std::size_t size, Action action) noexcept {
    try {
      return action(*this) ? size : 0;
    } catch (...) {
      thrown = std::current_exception();
      return 0;
    }
  }

  bool add_header(std::string_view line) {
    header_bytes += line.size();
    if (line.starts_with("HTTP/")) {  // after "100 Continue" comes another
      answer = {};
      const std::size_t blank = line.find(' ');
      if (blank != line.npos) answer.status = std::atoi(line.data() + blank);
    } else if (const std::size_t colon = line.find(':'); colon != line.npos) {
      answer.headers[in_small_letters(line.substr(0, colon))] = trimmed(line.substr(colon + 1));
    }
    return header_bytes <= kMaxHeaderBytes;
  }

  bool add_body(std::span<const std::byte> piece) {
    if (answer.is_success()) {
      if (receive) receive(answer, piece);
      return true;
    }
    failure_bytes += piece.size();
    return failure_bytes <= kMaxFailureBytes;
  }

  /// The headers said all, and the rest was not waited for.
  bool is_enough() const { return failure_bytes > kMaxFailureBytes; }
};

Http::Http(const Options& options) : options_(options), handle_(CurlLibrary::get().easy_init()) {
  if (!handle_) throw std::bad_alloc();
}

Http::~Http() = default;

void Http::Close::operator()(void* handle) const { CurlLibrary::get().easy_cleanup(handle); }

void Http::prepare(const HttpRequest& request, Exchange& exchange) {
  const CurlLibrary& curl = CurlLibrary::get();
  CURL* handle = handle_.get();
  const auto seconds = static_cast<long>(request.patience.count());
  for (const std::string& header : request.headers) {
    exchange.headers = curl.slist_append(exchange.headers, header.c_str());
  }
  curl.easy_reset(handle);  // keeps the connections
  curl.easy_setopt(handle, CURLOPT_URL, request.url.c_str());
  curl.easy_setopt(handle, CURLOPT_NOBODY, request.head ? 1L : 0L);
  curl.easy_setopt(handle, CURLOPT_HTTPHEADER, exchange.headers);
  curl.easy_setopt(handle, CURLOPT_USERAGENT, options_.user_agent.c_str());
  curl.easy_setopt(handle, CURLOPT_ERRORBUFFER, exchange.error_text.data());
  curl.easy_setopt(handle, CURLOPT_HEADERFUNCTION, &Exchange::take_header);
  curl.easy_setopt(handle, CURLOPT_HEADERDATA, &exchange);
  curl.easy_setopt(handle, CURLOPT_WRITEFUNCTION, &Exchange::take_body);
  curl.easy_setopt(handle, CURLOPT_WRITEDATA, &exchange);
  curl.easy_setopt(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  curl.easy_setopt(handle, CURLOPT_BUFFERSIZE, kBufferBytes);
  curl.easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, seconds);
  curl.easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl.easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, seconds);
  curl.easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  if (!options_.certificates.empty()) {
    curl.easy_setopt(handle, CURLOPT_CAINFO, options_.certificates.c_str());
  }
}

HttpAnswer Http::send(const HttpRequest& request, const Receive& receive) {
  const CurlLibrary& curl = CurlLibrary::get();
  Exchange exchange{.receive = receive};
  prepare(request, exchange);
  const CURLcode code = curl.easy_perform(handle_.get());
  if (exchange.thrown) std::rethrow_exception(exchange.thrown);
  if (code != CURLE_OK && !exchange.is_enough()) {
    long proxy_status = 0;
    curl.easy_getinfo(handle_.get(), CURLINFO_HTTP_CONNECTCODE, &proxy_status);
    throw explain(code, request, exchange.error_text, proxy_status);
  }
  return std::move(exchange.answer);
}

}  // namespace headscope::hub
