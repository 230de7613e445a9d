#include "checkpoint/json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/checkpoint/support.h"

namespace headscope::checkpoint {
namespace {

using testing_support::error_of;

std::string error_in(std::string_view text) {
  return error_of([&] { parse_json(text, "file"); });
}

std::string nested(std::size_t depth, char open, char close) {
  return std::string(depth, open) + std::string(depth, close);
}

TEST(ParseJson, TakesWhatIsJson) {
  EXPECT_EQ(parse_json(R"( {"a": [1, -2.5, null, "ü"]} )", "file").dump(),
            R"({"a":[1,-2.5,null,"ü"]})");
  EXPECT_EQ(parse_json(R"({"a": {"x": 1}, "b": {"x": 1}})", "file").size(), 2u);
}

TEST(ParseJson, SaysWhereTheMistakeIs) {
  EXPECT_EQ(error_in("{\n  \"a\": 1,\n  b\n}"), "file: is not JSON: mistake at line 3, column 3");
  EXPECT_EQ(error_in("{} {}"), "file: is not JSON: mistake at line 1, column 4");
  EXPECT_EQ(error_in("{\"a\": \"\xFF\"}"), "file: is not JSON: mistake at line 1, column 8");
}

TEST(ParseJson, SaysThatTheTextBreaksOff) {
  EXPECT_EQ(error_in(""), "file: the JSON breaks off at its end");
  EXPECT_EQ(error_in(R"({"a": [1, 2)"), "file: the JSON breaks off at its end");
  EXPECT_EQ(error_in(R"({"a": "b)"), "file: the JSON breaks off at its end");
}

TEST(ParseJson, RefusesWhatParsersReadDifferently) {
  EXPECT_EQ(error_in(R"({"a": 1, "b": {"c": 1, "c": 2}})"),
            "file: the name 'c' stands twice in one object");
  EXPECT_EQ(error_in(std::string_view("{}\0{}", 5)),
            "file: is not JSON: zero byte at line 1, column 3");
  EXPECT_EQ(error_in("[1e999]"), "file: the JSON has a number that is too large");
}

TEST(ParseJson, LimitsDepth) {
  EXPECT_EQ(error_in(nested(64, '[', ']')), "no error");
  EXPECT_EQ(error_in(nested(65, '[', ']')), "file: the JSON is nested more than 64 deep");
  EXPECT_EQ(error_in(std::string(10'000'000, '[')), "file: the JSON is nested more than 64 deep");
  std::string objects;
  for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
  EXPECT_EQ(error_in(objects), "file: the JSON is nested more than 64 deep");
}

TEST(InQuotes, ShowsControlCharactersAndCutsLongNames) {
  EXPECT_EQ(in_quotes("a\x1B[31m\n"), R"('a\x1B[31m\x0A')");
  EXPECT_EQ(in_quotes(std::string(300, 'x')), "'" + std::string(200, 'x') + "…'");
  std::string umlauts;
  for (int i = 0; i < 150; ++i) umlauts += "ü";
  EXPECT_THAT(in_quotes("x" + umlauts), testing::EndsWith("ü…'"));
}

}  // namespace
}  // namespace headscope::checkpoint
