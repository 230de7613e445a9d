#include "server/server.h"

#include <fmt/format.h>
#include <httplib.h>

#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "headscope/error.h"
#include "picture/shell.h"
#include "server/guard.h"
#include "server/listener.h"

namespace headscope::server {
namespace {

constexpr std::size_t kMostHeaderBytes = 32 << 10;
constexpr std::string_view kConnect = "connect-src 'self'";

void refuse_with(int status, std::string_view sentence, httplib::Response& response) {
  const nlohmann::json json = {{"error", sentence}};
  response.status = status;
  response.set_header("Connection", "close");
  response.set_content(json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace),
                       "application/json");
}

/// Bytes that a stop does not cut off in the middle.
void answer_with(std::string bytes, const char* type, httplib::Response& response) {
  response.body = std::move(bytes);
  response.set_header("Content-Type", type);
}

/// Sent as it is: httplib would spend longer on compressing text than the loopback on everything.
void answer_with_page(const std::string& page, httplib::Response& response) {
  response.set_content_provider(
      page.size(), "text/html; charset=utf-8",
      [&page](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
        return sink.write(page.data() + offset, length);
      });
}

std::string make_page(const Answers& answers, const Input& input) {
  std::string html;
  const auto sink = [&](std::string_view piece) { html += piece; };
  picture::write_head(input.text, kConnect, sink);
  picture::write_data("application/json", "headscope-live", answers.beginning(input), sink);
  picture::write_viewer(sink);
  return html;
}

httplib::Headers headers_of_all() {
  return {{"Content-Security-Policy",
           picture::security_policy(fmt::format("{}; frame-ancestors 'none'", kConnect))},
          {"Cross-Origin-Opener-Policy", "same-origin"},
          {"Cross-Origin-Resource-Policy", "same-origin"},
          {"Referrer-Policy", "no-referrer"},
          {"X-Content-Type-Options", "nosniff"},
          {"X-Frame-Options", "DENY"},
          {"Cache-Control", "no-store"}};
}

/// What is answered at a path, and what kind of content that is.
struct Place {
  const char* path;
  std::string (Answers::*answer)(const Request&);
  const char* type;
};

constexpr const char* kBytes = "application/octet-stream";
constexpr const char* kJson = "application/json";
constexpr Place kPlaces[] = {{"/live/picture", &Answers::picture, kBytes},
                             {"/live/layer", &Answers::layer, kBytes},
                             {"/live/vectors", &Answers::vectors, kBytes},
                             {"/live/prediction", &Answers::prediction, kJson}};

void answer_request(Answers& answers, const Place& place, std::string_view body,
                    httplib::Response& response) {
  Request asked;
  try {
    asked = parse_request(body);
  } catch (const Error& error) {
    return refuse_with(400, error.what(), response);
  }
  try {
    answer_with((answers.*place.answer)(asked), place.type, response);
  } catch (const Moot&) {
    // No error: a browser would tell its console about each word that is typed fast.
    response.status = 204;
  } catch (const Error& error) {
    refuse_with(422, error.what(), response);
  }
}

void post(httplib::Server& http, Answers& answers, const Place& place) {
  http.Post(place.path, [&answers, &place](const httplib::Request&, httplib::Response& response,
                                           const httplib::ContentReader& read) {
    std::string body;
    const bool whole = read([&](const char* data, std::size_t size) {
      body.append(data, size);
      return body.size() <= kMostBodyBytes;
    });
    if (!whole) return refuse_with(400, "the request is cut short", response);
    answer_request(answers, place, body, response);
  });
}

void route(httplib::Server& http, int port, Answers& answers, const Input& input) {
  http.set_default_headers(headers_of_all());
  http.set_pre_routing_handler(
      [port](const httplib::Request& request, httplib::Response& response) {
        const auto refusal = refuse(request, port);
        if (!refusal) return httplib::Server::HandlerResponse::Unhandled;
        refuse_with(refusal->status, refusal->sentence, response);
        return httplib::Server::HandlerResponse::Handled;
      });
  http.Get("/", [page = make_page(answers, input)](const httplib::Request&,
                                                   httplib::Response& response) {
    answer_with_page(page, response);
  });
  for (const Place& place : kPlaces) post(http, answers, place);
  http.set_error_handler([](const httplib::Request&, httplib::Response& response) {
    if (response.body.empty()) refuse_with(response.status, "there is nothing here", response);
  });
  http.set_exception_handler(
      [](const httplib::Request&, httplib::Response& response, const std::exception_ptr&) {
        refuse_with(500, "the server could not do this; its memory may be full", response);
      });
}

}  // namespace

struct Server::Implementation {
  Answers& answers;
  Listener listener;
};

Server::Server(Answers& answers, const Input& input, const Options& options)
    : implementation_(new Implementation{answers,
                                         {options.port,
                                          {.request_bytes = kMostHeaderBytes + kMostBodyBytes,
                                           .request_time = options.request_time}}}) {
  route(implementation_->listener, port(), answers, input);
}
Server::~Server() = default;

int Server::port() const { return implementation_->listener.port(); }

std::string Server::address() const { return fmt::format("http://127.0.0.1:{}/", port()); }

void Server::serve() { implementation_->listener.serve(); }

void Server::stop() {
  implementation_->answers.stop();
  implementation_->listener.stop_listening();
}

}  // namespace headscope::server
