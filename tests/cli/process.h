// Runs the program and looks at everything it leaves: status, streams, files.
//
//   class ViewTest : public ProgramTest {};
//   TEST_F(ViewTest, WritesAPage) {
//     const Finished run = headscope({"view", "Hello", "--model", kTiny});
//     EXPECT_EQ(run.status, 0) << run.err;
//     EXPECT_EQ(files(), std::set<std::string>{"attention.html"});
//   }
#pragma once

#include <gtest/gtest.h>
#include <sys/types.h>

#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace headscope::cli {

inline const std::string kData = HEADSCOPE_TEST_DATA;
inline const std::string kTiny = kData + "/tiny/bert";
inline const std::string kMiniLm = HEADSCOPE_MINILM;

struct Finished {
  int status = -1;  ///< exit status, or 128 + the signal that ended it, as shells count
  std::string out;
  std::string err;
};

struct Surroundings {
  std::string input = {};                               ///< standard input
  std::map<std::string, std::string> environment = {};  ///< added to the test's own
  std::string output = {};       ///< a file that is standard output, instead of Finished::out
  bool reader_has_gone = false;  ///< standard output is a pipe that nobody reads
};

/// Each test has a folder of its own, where the program runs and writes.
class ProgramTest : public testing::Test {
 protected:
  void SetUp() override;
  void TearDown() override;

  /// `meanwhile` is called with the process, once it runs. No test uses the network unless it sets
  /// `HF_HUB_OFFLINE` to 0.
  Finished headscope(std::vector<std::string> arguments, const Surroundings& around = {},
                     const std::function<void(pid_t)>& meanwhile = {}) const;

  /// Names of what lies in the folder.
  std::set<std::string> files() const;

  std::string read(const std::string& file) const;
  void write(const std::string& file, std::string_view content) const;

  /// A copy of a model's folder, to be damaged. Returns its name.
  std::string copy_model(const std::string& model, const std::string& name = "model") const;

  /// One sentence of the program on standard error, that status, and nothing but `left` written.
  void expect_refusal(const Finished& run, int status, const std::string& part_of_sentence,
                      const std::set<std::string>& left = {}) const;

  std::filesystem::path folder_;
};

}  // namespace headscope::cli
