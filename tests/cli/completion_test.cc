#include <gmock/gmock.h>

#include <cstdlib>

#include "tests/cli/process.h"

namespace headscope::cli {
namespace {

using testing::HasSubstr;

class CompletionTest : public ProgramTest {
 protected:
  /// What bash offers behind these words.
  std::string bash_offers(const std::string& words, int current) const {
    const Finished script = headscope({"completion", "bash"});
    EXPECT_EQ(script.status, 0);
    write("completion.bash", script.out);
    const std::string command = "cd '" + folder_.string() +
                                "' && bash -u -c 'source ./completion.bash; COMP_WORDS=(" + words +
                                "); COMP_CWORD=" + std::to_string(current) +
                                "; _headscope; printf \"%s \" \"${COMPREPLY[@]}\"' > offers";
    EXPECT_EQ(std::system(command.c_str()), 0);
    return read("offers");
  }
};

TEST_F(CompletionTest, BashOffersCommandsOptionsAndChoices) {
  EXPECT_EQ(bash_offers("headscope t", 1), "tokens trace ");
  EXPECT_EQ(bash_offers("headscope view --p", 2), "--pair ");
  EXPECT_EQ(bash_offers("headscope view --truncation only_", 3), "only_first only_second ");
  EXPECT_EQ(bash_offers("headscope completion b", 2), "bash ");
  EXPECT_EQ(bash_offers("headscope pu", 1), "pull ");
}

TEST_F(CompletionTest, BashOffersFiles) {
  write("some text.txt", "x");
  EXPECT_EQ(bash_offers("headscope tokens --file some", 3), "some text.txt ");
  EXPECT_EQ(bash_offers("headscope pull some", 2), " ") << "a name on the hub is no file";
}

TEST_F(CompletionTest, ZshAcceptsItsScript) {
  const Finished script = headscope({"completion", "zsh"});
  EXPECT_EQ(script.status, 0);
  EXPECT_THAT(script.out, testing::StartsWith("#compdef headscope\n"));
  EXPECT_THAT(script.out, HasSubstr("'--truncation["));
  write("completion.zsh", script.out);
  ASSERT_EQ(std::system("command -v zsh > /dev/null"), 0) << "run scripts/setup";
  const std::string load = "cd '" + folder_.string() +
                           "' && zsh -f -c 'autoload -U compinit; compinit -D; "
                           "source ./completion.zsh && whence -f _headscope > loaded'";
  EXPECT_EQ(std::system(load.c_str()), 0);
  EXPECT_THAT(read("loaded"), HasSubstr("_arguments"));
}

}  // namespace
}  // namespace headscope::cli
