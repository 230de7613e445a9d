// Help, version, exit statuses, and the sentences for a wrong command line.
#include <gmock/gmock.h>

#include "headscope/version.h"
#include "tests/cli/process.h"

namespace headscope::cli {
namespace {

using testing::HasSubstr;

class CommandLineTest : public ProgramTest {};

TEST_F(CommandLineTest, VersionIsTheLibrarys) {
  const Finished run = headscope({"--version"});
  EXPECT_EQ(run.status, 0);
  EXPECT_EQ(run.out, std::string("headscope ") + version() + "\n");
  EXPECT_EQ(run.err, "");
}

TEST_F(CommandLineTest, HelpListsTheCommands) {
  const Finished run = headscope({"--help"});
  EXPECT_EQ(run.status, 0);
  for (const char* command : {"view", "tokens", "trace", "model", "bench", "completion"}) {
    EXPECT_THAT(run.out, HasSubstr(std::string("\n  ") + command + " "));
  }
}

TEST_F(CommandLineTest, EveryCommandShowsAnExample) {
  for (const char* command : {"view", "tokens", "trace", "model", "bench", "completion"}) {
    const Finished run = headscope({command, "--help"});
    EXPECT_EQ(run.status, 0) << command;
    EXPECT_THAT(run.out, HasSubstr("Example:\n")) << command;
    EXPECT_THAT(run.out, HasSubstr(std::string("headscope ") + command)) << command;
    EXPECT_EQ(run.err, "");
  }
}

TEST_F(CommandLineTest, CommonOptionsAreEverywhere) {
  for (const char* command : {"view", "tokens", "trace", "model", "bench"}) {
    const Finished run = headscope({command, "--help"});
    for (const char* option : {"--model", "--offline", "--quiet", "--json"}) {
      EXPECT_THAT(run.out, HasSubstr(option)) << command;
    }
  }
}

struct Wrong {
  const char* name;
  std::vector<std::string> arguments;
  const char* sentence;
  friend void PrintTo(const Wrong& wrong, std::ostream* out) { *out << wrong.name; }
};

class WrongCommandLine : public ProgramTest, public testing::WithParamInterface<Wrong> {};

TEST_P(WrongCommandLine, EndsWithStatusTwo) {
  expect_refusal(headscope(GetParam().arguments), 2, GetParam().sentence);
}

INSTANTIATE_TEST_SUITE_P(
    All, WrongCommandLine,
    testing::Values(
        Wrong{"Nothing", {}, "which command? headscope --help lists the commands"},
        Wrong{"UnknownCommand", {"veiw", "x"}, "there is no command 'veiw'"},
        Wrong{"UnknownOption", {"view", "x", "--modle", "y"}, "there is no option '--modle' here"},
        Wrong{"UnknownGlobalOption", {"--loud"}, "there is no option '--loud' here"},
        Wrong{"UnquotedText", {"view", "two", "words"}, "'words' is one argument too many"},
        Wrong{"OptionAsText", {"view", "--", "x", "--json"}, "'--json' is one argument too many"},
        Wrong{"NoText", {"tokens"}, "there is no text"},
        Wrong{"NoTextToView", {"view"}, "there is no text"},
        Wrong{"NoValue", {"view", "x", "--model"}, "--model needs a value"},
        Wrong{"Twice", {"view", "x", "--model", "a", "--model", "b"}, "--model stands there more"},
        Wrong{"Truncation", {"tokens", "x", "--truncation", "tail"}, "longest_first, only_first"},
        Wrong{"Threads", {"view", "x", "--threads", "many"}, "--threads takes whole numbers"},
        Wrong{"NoThreads", {"view", "x", "--threads", "0"}, "--threads takes whole numbers"},
        Wrong{"HugeThreads", {"view", "x", "--threads", "99999999999"}, "--threads takes whole"},
        Wrong{"Keep",
              {"trace", "x", "--keep", "keys,heads"},
              "--keep does not know 'heads'; it takes scores, queries, keys, values, "
              "hidden_states, pooled, logits, terms or all"},
        Wrong{"TextAndFile", {"tokens", "x", "--file", "y"}, "do not go together"},
        Wrong{"TextAndLines", {"tokens", "x", "--lines", "y"}, "do not go together"},
        Wrong{"PairAndLines", {"tokens", "--pair", "x", "--lines", "y"}, "do not go together"},
        Wrong{"TraceFileAndPair",
              {"view", "x.safetensors", "--pair", "y"},
              "--pair goes with a text, not with a trace file"},
        Wrong{"TraceFileAndCompare",
              {"view", "x.safetensors", "--compare", "y"},
              "--compare goes with a text, not with a trace file"},
        Wrong{"LinesAndCompare", {"view", "--lines", "x", "--compare", "y"}, "do not go together"},
        Wrong{"BenchTokens", {"bench", "--tokens", "8,,9"}, "--tokens takes whole numbers"},
        Wrong{"Shell", {"completion", "fish"}, "there is bash and zsh"},
        Wrong{"NoShell", {"completion"}, "SHELL"}),
    [](const auto& test) { return test.param.name; });

TEST_F(CommandLineTest, EscapesWhatItQuotes) {
  const Finished run = headscope({"view", "x", "\x1b[2Jy\nz"});
  EXPECT_EQ(run.status, 2);
  EXPECT_THAT(run.err, HasSubstr("'\\x1b[2Jy\\nz'"));
}

TEST_F(CommandLineTest, FullStandardOutputIsAFailure) {
  const Finished run = headscope({"tokens", "Hello", "--model", kTiny}, {.output = "/dev/full"});
  expect_refusal(run, 1, "standard output cannot be written: No space left on device");
}

TEST_F(CommandLineTest, AReaderThatHasGoneIsNoFailure) {
  const Finished run = headscope({"tokens", "Hello", "--model", kTiny}, {.reader_has_gone = true});
  EXPECT_EQ(run.status, 0);
  EXPECT_EQ(run.err, "");
}

TEST_F(CommandLineTest, WorksInThePlainLocale) {
  const Finished run = headscope({"tokens", "café", "--model", kMiniLm, "--json"},
                                 {.environment = {{"LANG", "C"}, {"LC_ALL", "C"}}});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("\"text\":\"café\""));
}

}  // namespace
}  // namespace headscope::cli
