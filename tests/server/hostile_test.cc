// Requests that nobody but an attacker, a broken program or a bad network sends. Each is refused or
// dropped, and the server goes on.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "server/guard.h"
#include "tests/server/client.h"
#include "tests/server/running.h"

namespace headscope::server {
namespace {

using namespace std::chrono_literals;
using testing::AnyOf;
using testing::HasSubstr;

constexpr char kJson[] = R"({"text": "a"})";

class Hostile : public testing::Test {
 protected:
  void TearDown() override { expect_alive(port()); }

  int port() const { return running_.port(); }

  /// A POST whose head the test writes, "{port}" where the port belongs.
  std::string with_head(std::string head, std::string_view body = kJson) const {
    for (std::size_t at; (at = head.find("{port}")) != head.npos;) {
      head.replace(at, 6, std::to_string(port()));
    }
    return head + "\r\n" + std::string(body);
  }

  void expect_refusal(const std::string& request, int status, const std::string& sentence) const {
    const auto answer = ask(port(), request);
    ASSERT_TRUE(answer) << request;
    EXPECT_EQ(answer->status, status) << request;
    EXPECT_EQ(answer->headers.at("connection"), "close");
    const auto json = nlohmann::json::parse(answer->body);
    EXPECT_THAT(json.at("error").get<std::string>(), HasSubstr(sentence)) << request;
  }

  void expect_bad_json(std::string_view json, const std::string& sentence) const {
    expect_refusal(post("/live/picture", json, port()), 400, sentence);
  }

  Running running_;
};

TEST_F(Hostile, OtherNamesForThisMachine) {
  for (const char* host : {"Host: evil.example:{port}\r\n", "Host: 127.0.0.1\r\n", "Host: \r\n", "",
                           "Host: localhost:{port}.evil.example\r\n", "Host: 127.0.0.1:80\r\n",
                           "Host: 127.0.0.1:{port}\r\nHost: evil.example\r\n"}) {
    const std::string rest = "Content-Type: application/json\r\nContent-Length: 13\r\n";
    expect_refusal(with_head("GET / HTTP/1.1\r\n" + std::string(host), ""), 403,
                   "only to http://127");
    expect_refusal(with_head("POST /live/picture HTTP/1.1\r\n" + (host + rest)), 403, "only to");
  }
  const auto answer = ask(port(), with_head("GET / HTTP/1.1\r\nHost: localhost:{port}\r\n", ""));
  EXPECT_EQ(answer->status, 200);
}

TEST_F(Hostile, OtherSitesPages) {
  for (const char* header :
       {"Origin: http://evil.example", "Origin: null", "Origin: http://127.0.0.1:{port}0",
        "Origin: https://127.0.0.1:{port}", "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site", "Sec-Fetch-Site: anything"}) {
    const std::string begin = "POST /live/picture HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n";
    const std::string rest = "\r\nContent-Type: application/json\r\nContent-Length: 13\r\n";
    expect_refusal(with_head(begin + header + rest), 403, "another site's page may not use");
  }
}

TEST_F(Hostile, BodiesThatAreNotAsTheyMustBe) {
  const std::tuple<const char*, int, const char*> heads[] = {
      {"Content-Length: 13\r\nContent-Type: text/plain\r\n", 415, "not application/json"},
      {"Content-Length: 13\r\n", 415, "not application/json"},
      {"Content-Type: application/json\r\n", 411, "Content-Length"},
      {"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n", 411, "Content-Length"},
      {"Content-Type: application/json\r\nContent-Length: 13\r\nContent-Encoding: gzip\r\n", 411,
       "sent as it is"},
      {"Content-Type: application/json\r\nContent-Length: 13\r\nContent-Length: 14\r\n", 411,
       "Content-Length"},
      {"Content-Type: application/json\r\nContent-Length: 524289\r\n", 413, "524288 bytes"},
      {"Content-Type: application/json\r\nContent-Length: 99999999999999999999\r\n", 413, "longer"},
      {"Content-Type: application/json\r\nContent-Length: -1\r\n", 413, "longer"},
      {"Content-Type: application/json\r\nContent-Length: x\r\n", 413, "longer"},
      {"Content-Type: application/json\r\nContent-Length: 13\r\nRange: bytes=0-1\r\n", 416,
       "no part"},
  };
  for (const auto& [head, status, sentence] : heads) {
    const std::string line = "POST /live/picture HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n";
    expect_refusal(with_head(line + head), status, sentence);
  }
  const std::string line = "GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n";
  expect_refusal(with_head(line + "Content-Length: 13\r\n"), 400, "a GET request has no body");
  expect_refusal(with_head(line + "Range: bytes=0-9\r\n", ""), 416, "no part");
}

TEST_F(Hostile, AsMuchBodyAsIsAllowedArrives) {
  const std::string text(kMostBodyBytes - 13, ' ');
  const auto answer = ask(port(), post("/live/picture", R"({"text": ")" + text + R"("})", port()));
  EXPECT_EQ(answer->status, 400);
  EXPECT_THAT(answer->body, HasSubstr("the text has 524275 bytes, the server takes at most 65536"));
}

TEST_F(Hostile, MethodsAndPathsThatAreNotThere) {
  for (const char* method : {"PUT", "DELETE", "OPTIONS", "PATCH"}) {
    const std::string line = std::string(method) + " / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n";
    expect_refusal(with_head(line + "Content-Length: 0\r\n", ""), 405, "there is no method");
  }
  for (const char* path :
       {"/etc/passwd", "/../../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd",
        "/live/../live/../../etc/passwd", "/live", "/live/picture", "/live/picture/", "/index.html",
        "/live/picture%00", "/%", "/\\..\\..", "*", "http://evil.example/"}) {
    const auto answer = ask(port(), get(path, port()));
    ASSERT_TRUE(answer) << path;
    EXPECT_THAT(answer->status, AnyOf(400, 404)) << path;
    EXPECT_THAT(answer->body, testing::Not(HasSubstr("root:"))) << path;
  }
  expect_refusal(post("/live/pictures", kJson, port()), 404, "there is nothing here");
}

TEST_F(Hostile, WhatIsNoHttp) {
  const std::string kNoHttp[] = {std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11),
                                 "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                                 "\r\n\r\n\r\n\r\n",
                                 std::string(1000, '\0') + "\r\n\r\n",
                                 "GET\r\n\r\n",
                                 "GET / HTTP/9.9\r\n\r\n",
                                 "GET /\r\n\r\n",
                                 std::string(9000, 'A') + "\r\n\r\n",
                                 "GET / HTTP/1.1\r\nno colon\r\n\r\n"};
  for (const std::string& bytes : kNoHttp) {
    Client client(port());
    client.send(bytes);
    client.end_sending();
    EXPECT_TRUE(client.waits_for_close(20s)) << bytes.substr(0, 20);
  }
}

TEST_F(Hostile, HeadersWithoutEnd) {
  {
    Client client(port());
    const std::string line = "X-Long: " + std::string(100'000, 'a') + "\r\n";
    client.send(get("/", port()).substr(0, get("/", port()).size() - 2) + line + "\r\n");
    EXPECT_TRUE(client.waits_for_close(20s));
  }
  Client client(port());
  client.send("GET / HTTP/1.1\r\n");
  const std::string line = "X-More: " + std::string(1000, 'a') + "\r\n";
  for (int i = 0; i < 4000 && client.send(line); ++i) {
  }
  EXPECT_TRUE(client.waits_for_close(20s));
}

TEST_F(Hostile, TextThatIsNoJson) {
  for (const std::string_view json :
       {"", "{", "text", "{\"text\": \"a\"} x", "{\"text\": \"a\",}", "{\"text\": \"\xff\xfe\"}",
        "{\"text\": \"\xed\xa0\x80\"}", "{\"text\": \"\\ud800\"}", "{\"text\": \"a\nb\"}",
        "{'text': 1}", "{\"text\": NaN}", "\xef\xbb\xbf"}) {
    expect_bad_json(json, "the request is not JSON in UTF-8 (byte ");
  }
  expect_bad_json(std::string(200'000, '['), "not JSON");
  expect_bad_json(std::string(200'000, '[') + std::string(200'000, ']'), "not a JSON object");
  expect_bad_json(R"({"mask": )" + std::string(200'000, '[') + std::string(200'000, ']') + "}",
                  "the request has no text");
  std::string objects;
  for (int i = 0; i < 50'000; ++i) objects += R"({"a":)";
  expect_bad_json(objects + "1" + std::string(50'000, '}'), "a field that is not known");
}

TEST_F(Hostile, FieldsOfAnotherKind) {
  const std::pair<const char*, const char*> bodies[] = {
      {"[]", "not a JSON object"},
      {"null", "not a JSON object"},
      {"{}", "has no text"},
      {R"({"text": null})", "has no text"},
      {R"({"text": 1})", "text is not a string"},
      {R"({"text": ["a"]})", "text is not a string"},
      {R"({"text": "a", "pair": 7})", "pair is not a string"},
      {R"({"text": "a", "model": {}})", "model is not a string"},
      {R"({"text": "a", "texts": 1})", "a field that is not known; there are model, text"},
      {R"({"text": "a", "": 1})", "not known"},
      {R"({"text": "a", "layer": -1})", "layer is not a whole number from 0"},
      {R"({"text": "a", "layer": 1.5})", "layer is not"},
      {R"({"text": "a", "layer": "1"})", "layer is not"},
      {R"({"text": "a", "layer": 1152921504606846976})", "layer is not"},
      {R"({"text": "a", "layer": 1e400})", "a number that is too large"},
      {R"({"text": "a", "number": 18446744073709551616})", "number is not"},
      {R"({"text": "a", "client": 5})", "client is not a string"},
      {R"({"text": "a", "mask": 1})", "mask is not a list"},
      {R"({"text": "a", "mask": [1]})", "mask has an entry that is not a list of 3 numbers"},
      {R"({"text": "a", "mask": [[0, 1]]})", "list of 3 numbers"},
      {R"({"text": "a", "mask": [[0, 0, 1152921504606846976]]})", "mask is not a whole number"},
      {R"({"text": "a", "off": [[0, 0, 0]]})", "off has an entry that is not a list of 2 numbers"},
      {R"({"text": "a", "off": [[null, 0]]})", "off is not a whole number"},
  };
  for (const auto& [json, sentence] : bodies) expect_bad_json(json, sentence);
  std::string many = "[0,0]";
  for (int i = 0; i < 4096; ++i) many += ",[0,0]";
  expect_bad_json(R"({"text": "a", "off": [)" + many + "]}", "off has more than 4096 entries");
  expect_bad_json(R"({"text": "a", "model": ")" + std::string(1025, 'm') + R"("})", "1025 bytes");
}

TEST_F(Hostile, WhatTheModelCannotDo) {
  std::string words;
  for (int i = 0; i < 63; ++i) words += "a ";
  const std::pair<std::string, const char*> bodies[] = {
      {R"({"text": ")" + words + R"("})", "the text has 65 tokens, bert takes at most 64"},
      {R"({"text": "a", "model": "../../etc"})",
       "there is no model '../../etc' here; there are bert"},
      {R"({"text": "a", "model": "\u0000"})", "there is no model"},
      {R"({"text": "a", "off": [[0, 99]]})", "there is no head L0 H99"},
      {R"({"text": "a", "off": [[2147483647, 0]]})", "there is no head"},
  };
  for (const auto& [json, sentence] : bodies) {
    expect_refusal(post("/live/picture", json, port()), 422, sentence);
  }
  for (const char* path : {"/live/layer", "/live/vectors"}) {
    expect_refusal(post(path, R"({"text": "a", "layer": 3})", port()), 422, "there is no layer 3");
  }
}

TEST_F(Hostile, BodiesThatAreCutShort) {
  for (const std::size_t kept : {0, 1, 12}) {
    const std::string whole = post("/live/picture", kJson, port());
    Client client(port());
    client.send(whole.substr(0, whole.size() - 13 + kept));
    client.end_sending();
    const auto answer = client.receive();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 400);
    EXPECT_THAT(answer->body, HasSubstr("the request is cut short"));
  }
}

TEST_F(Hostile, ASecondRequestHiddenBehindARefusedOneIsNotRead) {
  Client client(port());
  client.send(
      with_head("POST /live/picture HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 0\r\n",
                post("/live/picture", kJson, port())));
  EXPECT_EQ(client.receive()->status, 403);
  EXPECT_FALSE(client.receive());
}

TEST_F(Hostile, WhoHangsUpInTheMiddleOfAnAnswer) {
  expect_alive(port());
  const int before = open_files();
  for (int i = 0; i < 40; ++i) {
    Client client(port());
    client.send(i % 2 ? get("/", port()) : post("/live/picture", kJson, port()));
    if (i % 3 > 0) {
      EXPECT_THAT(client.receive_some(10), HasSubstr("HTTP"));
    }
    client.hang_up();
  }
  expect_alive(port());
  for (int i = 0; open_files() > before && i < 200; ++i) std::this_thread::sleep_for(10ms);
  EXPECT_LE(open_files(), before);
}

// The whole request has a bound, so that no drop of bytes keeps a connection.
TEST(SlowClient, IsDroppedAndKeepsNobodyWaiting) {
  Running running(kTinyModel, 300ms);
  const std::string request = post("/live/picture", kJson, running.port());
  Client in_headers(running.port());
  Client in_body(running.port());
  in_body.send(request.substr(0, request.size() - 5));
  std::thread drip([&] {
    for (std::size_t i = 0; i < 200 && in_headers.send(request.substr(i, 1)); ++i) {
      std::this_thread::sleep_for(20ms);
    }
  });
  expect_alive(running.port());
  EXPECT_TRUE(in_headers.waits_for_close(20s));
  EXPECT_TRUE(in_body.waits_for_close(20s));
  drip.join();
}

}  // namespace
}  // namespace headscope::server
