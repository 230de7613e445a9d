// What a live page is told of predictions: with each picture what the model says, and on request
// the words at any token and what was said before heads went off or tokens were masked.
#include "headscope/prediction.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>
#include <string>

#include "headscope/tokenizer.h"
#include "tests/server/client.h"
#include "tests/server/running.h"

namespace headscope::server {
namespace {

using nlohmann::json;
using testing::HasSubstr;

constexpr char kText[] = "the river was c";

FoundModel tiny(const std::string& name) { return {HEADSCOPE_TEST_DATA "/tiny/" + name, name}; }

/// The answer at a path, which must be 200.
std::string body(const Running& running, std::string_view path, const json& request) {
  const auto answer = ask(running.port(), post(path, request.dump(), running.port()));
  EXPECT_TRUE(answer);
  EXPECT_EQ(answer->status, 200) << answer->body;
  return answer->body;
}

json prediction(const Running& running, const json& request) {
  return json::parse(body(running, "/live/prediction", request));
}

/// The prediction in a picture's manifest.
json with_picture(const Running& running, const json& request) {
  const std::string bytes = body(running, "/live/picture", request);
  std::uint32_t size = 0;
  std::memcpy(&size, bytes.data(), sizeof size);
  return json::parse(bytes.substr(8, size)).at("prediction");
}

/// The library's own, of a text as it stands.
json library(const std::string& name, const std::string& text, const std::vector<HeadId>& off = {},
             const PredictOptions& options = {}) {
  const Tokenizer tokenizer = Tokenizer::load(tiny(name).folder);
  Model model = Model::load(tiny(name).folder);
  const Encoding encoding = tokenizer.encode(text);
  const Keep keep = keep_for_prediction(model.info(), tokenizer, encoding, options);
  const Trace trace = model.forward(encoding, keep, off);
  return json::parse(to_json(predict(trace, model.info(), tokenizer, options)));
}

/// A page's manifest has six digits.
void expect_rounded(const json& shown, const json& exact) {
  if (exact.is_number_float()) {
    EXPECT_NEAR(shown.get<double>(), exact.get<double>(), 1e-5 * std::abs(exact.get<double>()));
  } else if (exact.is_structured()) {
    ASSERT_EQ(shown.size(), exact.size());
    for (const auto& [key, part] : exact.items()) {
      expect_rounded(exact.is_array() ? shown[std::stoul(key)] : shown.at(key), part);
    }
  } else {
    EXPECT_EQ(shown, exact);
  }
}

TEST(LivePrediction, ComesWithEachPictureAndIsTheLibrarys) {
  for (const char* name : {"bert-classifier", "bert-tagger", "electra-discriminator"}) {
    const Running running(tiny(name));
    const json shown = with_picture(running, {{"text", kText}});
    expect_rounded(shown, library(name, kText));
  }
  const Running running(tiny("bert-mlm"));
  expect_rounded(with_picture(running, {{"text", "the [MASK] was"}}),
                 library("bert-mlm", "the [MASK] was"));
}

TEST(LivePrediction, OfAModelWithoutAHeadIsNoneAndNoVector) {
  const Running running;
  const json shown = with_picture(running, {{"text", kText}});
  EXPECT_EQ(shown.at("task"), "none");
  EXPECT_EQ(shown.dump().size() < 200, true) << shown.dump();
}

TEST(LivePrediction, AtAnyTokenOnRequest) {
  const Running running(tiny("bert-mlm"));
  const json got = prediction(running, {{"text", kText}, {"at", {1, 3}}});
  EXPECT_EQ(got.at("before"), nullptr);
  EXPECT_EQ(got.at("now"), library("bert-mlm", kText, {}, {.top = 5, .at = {1, 3}}));
  EXPECT_EQ(got.at("now").at("words").size(), 2u);
}

TEST(LivePrediction, WithHeadsOffSaysBothInOneAnswer) {
  const Running running(tiny("bert-classifier"));
  const json got = prediction(running, {{"text", kText}, {"off", {{0, 0}, {1, 2}}}});
  EXPECT_EQ(got.at("before"), library("bert-classifier", kText));
  EXPECT_EQ(got.at("now"), library("bert-classifier", kText, {{0, 0}, {1, 2}}));
  EXPECT_NE(got.at("before"), got.at("now"));
}

TEST(LivePrediction, WithATokenMaskedSaysBothInOneAnswer) {
  const Running running(tiny("bert-classifier"));
  const json masked = {{0, 4, 9}};
  const json got = prediction(running, {{"text", kText}, {"mask", masked}});
  EXPECT_EQ(got.at("before"), library("bert-classifier", kText));
  EXPECT_EQ(got.at("now"), library("bert-classifier", "the [MASK] was c"));

  // Heads went off last: what is masked is so in both.
  const json both = prediction(running, {{"text", kText}, {"mask", masked}, {"off", {{0, 0}}}});
  EXPECT_EQ(both.at("before"), library("bert-classifier", "the [MASK] was c"));
  EXPECT_EQ(both.at("now"), library("bert-classifier", "the [MASK] was c", {{0, 0}}));
}

TEST(LivePrediction, OfAMaskedWordSaysWhatWasSaidInItsPlaceBefore) {
  const Running running(tiny("bert-mlm"));
  const json got = prediction(running, {{"text", kText}, {"mask", {{0, 4, 9}}}});
  const json& before = got.at("before").at("words").at(0);
  const json& now = got.at("now").at("words").at(0);
  EXPECT_EQ(before.at("position"), 2);
  EXPECT_EQ(before.at("mask"), false);
  EXPECT_EQ(before.at("actual").at("token"), "river");
  EXPECT_EQ(now.at("position"), 2);
  EXPECT_EQ(now.at("mask"), true);
  EXPECT_EQ(before.at("best").size(), now.at("best").size());
  const json all = library("bert-mlm", kText, {}, {.top = 5, .at = {2}}).at("words").at(0);
  for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(before.at("best").at(i), all.at("best").at(i));
}

TEST(LivePrediction, IsRefusedInOneSentence) {
  const Running running(tiny("bert-mlm"));
  const auto refusal = [&](const std::string& request) {
    const auto answer = ask(running.port(), post("/live/prediction", request, running.port()));
    EXPECT_TRUE(answer);
    return std::to_string(answer->status) + " " + answer->body;
  };
  EXPECT_THAT(refusal(R"({"text": "the", "at": [3]})"), HasSubstr("422 {\"error\":\""));
  EXPECT_THAT(refusal(R"({"text": "the", "at": [3]})"), HasSubstr("no token 3"));
  EXPECT_THAT(refusal(R"({"text": "the", "at": 1})"), HasSubstr("400"));
  EXPECT_THAT(refusal(R"({"text": "the", "at": [-1]})"), HasSubstr("400"));
  EXPECT_THAT(refusal(R"({"text": "the", "at": ["1"]})"), HasSubstr("400"));
  std::string many = "0";
  for (int i = 0; i < 32; ++i) many += ",0";
  EXPECT_THAT(refusal(R"({"text": "the", "at": [)" + many + "]}"), HasSubstr("more than 32"));
  expect_alive(running.port());
}

}  // namespace
}  // namespace headscope::server
