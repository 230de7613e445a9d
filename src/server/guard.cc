#include "server/guard.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <string_view>

namespace headscope::server {
namespace {

bool is_own_host(std::string_view host, int port) {
  return host == fmt::format("127.0.0.1:{}", port) || host == fmt::format("localhost:{}", port);
}

/// The number that the header says; too large a one and what is no number are more than any limit.
std::size_t content_length(const httplib::Request& request) {
  const std::string text = request.get_header_value("Content-Length");
  std::size_t length = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole ? length : std::numeric_limits<std::size_t>::max();
}

std::optional<Refusal> refuse_sender(const httplib::Request& request, int port) {
  const std::string host = request.get_header_value("Host");
  if (request.get_header_value_count("Host") != 1 || !is_own_host(host, port)) {
    return Refusal{403, fmt::format("this server answers only to http://127.0.0.1:{}/", port)};
  }
  if (request.has_header("Origin") && request.get_header_value("Origin") != "http://" + host) {
    return Refusal{403, "another site's page may not use this server"};
  }
  const std::string site = request.get_header_value("Sec-Fetch-Site");
  if (!site.empty() && site != "same-origin" && site != "none") {
    return Refusal{403, "another site's page may not use this server; type its address instead"};
  }
  return std::nullopt;
}

std::optional<Refusal> refuse_body(const httplib::Request& request) {
  const bool encoded =
      request.has_header("Transfer-Encoding") || request.has_header("Content-Encoding");
  if (request.method == "GET" || request.method == "HEAD") {
    const bool has_body = request.has_header("Content-Length") && content_length(request) > 0;
    if (has_body || encoded) return Refusal{400, "a GET request has no body"};
    return std::nullopt;
  }
  if (request.method != "POST") {
    return Refusal{405, fmt::format("there is no method {} here", request.method)};
  }
  if (encoded || request.get_header_value_count("Content-Length") != 1) {
    return Refusal{411, "the request must say its length in Content-Length, and be sent as it is"};
  }
  if (content_length(request) > kMostBodyBytes) {
    return Refusal{
        413, fmt::format("the request is longer than {} bytes; shorten the text", kMostBodyBytes)};
  }
  std::string type = request.get_header_value("Content-Type");
  type.resize(std::min(type.find(';'), type.size()));
  if (type != "application/json") {
    return Refusal{415, "the request's Content-Type is not application/json"};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Refusal> refuse(const httplib::Request& request, int port) {
  if (auto refusal = refuse_sender(request, port)) return refusal;
  if (request.has_header("Range")) return Refusal{416, "no part of an answer can be had alone"};
  return refuse_body(request);
}

}  // namespace headscope::server
