// Windows against those of the Rust library (scripts/generate_window_cases.py), and their rules.
#include "headscope/windows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "headscope/error.h"
#include "headscope/tokenizer.h"

namespace headscope {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

const fs::path kData = HEADSCOPE_TEST_DATA;

Json nullable(const std::vector<std::int32_t>& ids) {
  Json result = Json::array();
  for (const std::int32_t id : ids) result.push_back(id < 0 ? Json() : Json(id));
  return result;
}

void expect_window(const Encoding& encoding, const Json& window) {
  EXPECT_EQ(Json(encoding.ids), window.at("ids"));
  EXPECT_EQ(nullable(encoding.word_ids), window.at("word_ids"));
  EXPECT_EQ(nullable(encoding.sequence_ids), window.at("sequence_ids"));
  Json offsets = Json::array();
  for (const Span& span : encoding.offsets) offsets.push_back({span.begin, span.end});
  EXPECT_EQ(offsets, window.at("offsets"));
  if (window.at("type_ids").is_null()) {
    EXPECT_THAT(encoding.type_ids, testing::Each(0));
  } else {
    EXPECT_EQ(Json(encoding.type_ids), window.at("type_ids"));
  }
}

TEST(WindowsReference, AreTheLibrarysOverflow) {
  std::ifstream lines(kData / "windows.jsonl");
  std::size_t windows_compared = 0;
  for (std::string line; std::getline(lines, line);) {
    const Json c = Json::parse(line);
    const std::string name = c.at("tokenizer");
    SCOPED_TRACE(name + " of " + c.at("max_tokens").dump() + ", stride " + c.at("stride").dump());
    const auto pair = c.at("pair").is_null() ? std::nullopt : std::optional<std::string>(c["pair"]);
    const Encoding whole =
        Tokenizer::load(kData / "tiny" / name).encode(c.at("text").get<std::string>(), pair);
    const Windows windows =
        split_into_windows(whole, {.max_tokens = c.at("max_tokens"), .stride = c.at("stride")});
    const Json& expected = c.at("windows");
    if (windows.empty()) {
      ASSERT_EQ(expected.size(), 1u);
      expect_window(whole, expected[0]);
      continue;
    }
    ASSERT_EQ(windows.size(), expected.size());
    for (std::size_t i = 0; i < windows.size(); ++i) {
      expect_window(encoding_of_window(whole, windows, i), expected[i]);
      ++windows_compared;
    }
  }
  EXPECT_GT(windows_compared, 300u);
  std::printf("%zu windows compared\n", windows_compared);
}

/// [CLS], `count` words, [SEP].
Encoding words(std::size_t count) {
  Encoding encoding;
  encoding.tokens.assign(count + 2, "x");
  encoding.sequence_ids.assign(count + 2, 0);
  encoding.sequence_ids.front() = encoding.sequence_ids.back() = -1;
  return encoding;
}

std::string error_of(const Encoding& whole, const WindowOptions& options) {
  try {
    split_into_windows(whole, options);
  } catch (const Error& error) {
    return error.what();
  }
  return "(no error)";
}

TEST(Windows, AShortTextHasNone) {
  EXPECT_TRUE(split_into_windows(words(6), {.max_tokens = 8}).empty());
  EXPECT_TRUE(Windows().meet(0, 5));
}

TEST(Windows, AWordBelongsToWhereItHasMostContext) {
  const Windows windows = split_into_windows(words(10), {.max_tokens = 8, .stride = 3});
  EXPECT_THAT(windows.ranges, ElementsAre(TokenRange{1, 7}, TokenRange{4, 10}, TokenRange{7, 11}));
  // Token 5 has one word to its right in the first window and one to its left in the second.
  EXPECT_THAT(windows.of_token, ElementsAre(-1, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, -1));
}

TEST(Windows, TellZeroFromNeverMet) {
  const Windows windows = split_into_windows(words(10), {.max_tokens = 8, .stride = 3});
  EXPECT_TRUE(windows.meet(1, 6));
  EXPECT_FALSE(windows.meet(1, 7));
  EXPECT_TRUE(windows.meet(1, 11)) << "[SEP] is in every window";
  EXPECT_TRUE(windows.meet(0, 9)) << "and so is [CLS], whose row is a mean";
  EXPECT_FALSE(windows.meet(9, 6));
}

TEST(Windows, ShareAQuarterUnlessTheRoomIsSmall) {
  EXPECT_EQ(split_into_windows(words(300), {.max_tokens = 64}).ranges.at(1), (TokenRange{47, 109}));
  Encoding pair = words(100);
  pair.pair = "x";
  // 50 words of the question, and the rest: room for 12, of which 6 come again.
  for (std::size_t i = 51; i < 101; ++i) pair.sequence_ids[i] = 1;
  EXPECT_EQ(split_into_windows(pair, {.max_tokens = 64}).ranges.at(1), (TokenRange{57, 69}));
}

TEST(Windows, WithoutRoomThereAreNone) {
  EXPECT_THAT(error_of(words(10), {.max_tokens = 2}),
              HasSubstr("have no room beside the 2 special"));
  EXPECT_THAT(error_of(words(10), {.max_tokens = 8, .stride = 6}),
              HasSubstr("have room for 6 of the text, so they cannot share 6"));
  Encoding pair = words(10);
  pair.pair = "x";
  pair.sequence_ids[10] = 1;
  EXPECT_THAT(error_of(pair, {.max_tokens = 8}),
              HasSubstr("the first text and the special tokens are 11 tokens and stay whole"));
  Encoding by_hand;
  by_hand.tokens = {"a", "b", "c"};
  EXPECT_THAT(error_of(by_hand, {.max_tokens = 2}), HasSubstr("no text to cut"));
}

}  // namespace
}  // namespace headscope
