#include "trace/metadata.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/checkpoint/support.h"

namespace headscope::trace {
namespace {

using testing::ElementsAre;
using testing_support::error_of;

TEST(ReadMetadata, LeavesAbsentEntriesEmpty) {
  const Encoding encoding = read_metadata({}, 2, "f");
  EXPECT_EQ(encoding.text, "");
  EXPECT_FALSE(encoding.pair);
  EXPECT_TRUE(encoding.tokens.empty());
  EXPECT_TRUE(encoding.offsets.empty());
  EXPECT_TRUE(encoding.special.empty());
}

TEST(ReadMetadata, TakesTheFormsOfOtherPrograms) {
  const Encoding encoding = read_metadata({{"text", "a"},
                                           {"special", "[1, 0]"},
                                           {"word_ids", "[-1, 0]"},
                                           {"sequence_ids", "[null, 0]"},
                                           {"offsets", "[null, [0, 1]]"}},
                                          2, "f");
  EXPECT_THAT(encoding.special, ElementsAre(true, false));
  EXPECT_THAT(encoding.word_ids, ElementsAre(-1, 0));
  EXPECT_THAT(encoding.sequence_ids, ElementsAre(-1, 0));
  EXPECT_THAT(encoding.offsets, ElementsAre(Span{0, 0}, Span{0, 1}));
}

TEST(ReadMetadata, NamesTheEntryThatIsWrong) {
  const struct {
    const char* key;
    const char* value;
    const char* error;
  } cases[] = {
      {"tokens", "['a', 'b']", ": is not JSON: mistake at line 1, column 2"},
      {"tokens", "[\"a\", \"b\"", ": the JSON breaks off at its end"},
      {"tokens", "a b", ": is not JSON: mistake at line 1, column 1"},
      {"tokens", "{}", " is not a list of strings"},
      {"tokens", "[\"a\"]", " has 1 entries, attentions are of 2 tokens"},
      {"tokens", "[]", " has 0 entries, attentions are of 2 tokens"},
      {"tokens", "[\"a\", 2]", " is not a list of strings: entry 1 is 2"},
      {"ids", "[1, -1]", " is not a list of numbers from 0 up: entry 1 is -1"},
      {"ids", "[1, 2.5]", " is not a list of numbers from 0 up: entry 1 is 2.5"},
      {"ids", "[1, 2147483648]", " is not a list of numbers from 0 up: entry 1 is 2147483648"},
      {"type_ids", "[null, 0]", " is not a list of numbers from 0 up: entry 0 is null"},
      {"offsets", "[[0, 1], [1]]", " is not a list of pairs [begin, end]: entry 1 is [1]"},
      {"offsets", "[[0, 1], [2, 1]]", " is not a list of pairs [begin, end]: entry 1 is [2,1]"},
      {"offsets", "[[0, 1], [-1, 1]]", " is not a list of pairs [begin, end]: entry 1 is [-1,1]"},
      {"word_ids", "[0, -2]", " is not a list of numbers from 0 up or null: entry 1 is -2"},
      {"sequence_ids", "[0, 2]", " is not a list of 0, 1 or null: entry 1 is 2"},
      {"special", "[true, 2]", " is not a list of true or false: entry 1 is 2"},
      {"special", "[true, \"no\"]", " is not a list of true or false: entry 1 is \"no\""},
  };
  for (const auto& [key, value, error] : cases) {
    const Metadata metadata = {{key, value}};
    EXPECT_EQ(error_of([&] { read_metadata(metadata, 2, "f"); }),
              std::string("f: '") + key + "' in the metadata" + error)
        << value;
  }
}

TEST(ReadWindows, TakesWhatWasWritten) {
  Trace trace;
  trace.windows = {{{1, 4}, {3, 6}}, {-1, 0, 0, 1, 1, 1, -1}};
  const Windows windows = read_windows(write_metadata(trace), 7, "f");
  EXPECT_EQ(windows.ranges, trace.windows.ranges);
  EXPECT_EQ(windows.of_token, trace.windows.of_token);
  EXPECT_TRUE(read_windows({}, 7, "f").empty());
}

TEST(ReadWindows, NamesWhatContradictsItself) {
  const char* const owners = "[null, 0, 0, 1, 1, 1, null]";
  const struct {
    const char* windows;
    const char* token_windows;
    const char* error;
  } cases[] = {
      {"[[1, 4], [3, 8]]", owners, "'windows' in the metadata has [3, 8] at place 1: windows lie"},
      {"[[1, 4], [5, 6]]", owners, "has [5, 6] at place 1: windows lie inside the 7 tokens"},
      {"[[1, 4], [1, 6]]", owners, "has [1, 6] at place 1"},
      {"[[1, 1]]", owners, "has [1, 1] at place 0"},
      {"[[1, 4], null]", owners, "is not a list of pairs [begin, end]: entry 1 is null"},
      {"[[1, 4], [3, 6]]", "[null, 0, 0, 1, 1, 1]", "has 6 entries, attentions are of 7 tokens"},
      {"[[1, 4], [3, 6]]", "[null, 1, 0, 1, 1, 1, null]", "gives token 1 to window 1, which does"},
      {"[[1, 4], [3, 6]]", "[null, 0, 0, 2, 1, 1, null]", "gives token 3 to window 2, which does"},
      {"[[1, 4], [3, 6]]", "[null, 0, null, 1, 1, 1, null]", "gives token 2 to every window"},
      {"[]", owners, "has only one of 'windows' and 'token_windows'"},
  };
  for (const auto& c : cases) {
    EXPECT_THAT(
        error_of([&] {
          read_windows({{"windows", c.windows}, {"token_windows", c.token_windows}}, 7, "f");
        }),
        testing::HasSubstr(c.error))
        << c.windows << c.token_windows;
  }
}

TEST(RequireInsideText, NamesTheOffsetBehindItsText) {
  Encoding encoding = {.text = "aü",
                       .pair = {},
                       .ids = {},
                       .tokens = {"a", "b"},
                       .type_ids = {0, 0},
                       .offsets = {{0, 1}, {1, 2}},
                       .word_ids = {0, 1},
                       .sequence_ids = {0, 0},
                       .special = {false, false}};
  const auto error = [&] { return error_of([&] { require_inside_text(encoding, "f"); }); };
  EXPECT_EQ(error(), "no error");
  encoding.offsets[1].end = 3;
  EXPECT_EQ(error(), "f: offset 1 in the metadata ends at 3, behind the 2 code points of the text");
  encoding.text = "";  // not known, since there are tokens of it
  EXPECT_EQ(error(), "no error");
  encoding.text = "aü";
  encoding.sequence_ids[1] = 1;
  EXPECT_EQ(error(), "no error");
  encoding.pair = "";
  EXPECT_EQ(error(), "f: offset 1 in the metadata ends at 3, behind the 0 code points of the pair");
}

}  // namespace
}  // namespace headscope::trace
