#include "base/output_file.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "headscope/error.h"

namespace headscope::base {
namespace {

namespace fs = std::filesystem;

class OutputFileTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) /
              testing::UnitTest::GetInstance()->current_test_info()->name();
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  static std::string read(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
  }
  std::size_t files() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }

  fs::path folder_;
};

TEST_F(OutputFileTest, AppearsOnlyWhenCommitted) {
  const fs::path file = folder_ / "out.txt";
  {
    OutputFile out(file);
    out.write("new");
    EXPECT_FALSE(fs::exists(file));
    out.commit();
  }
  EXPECT_EQ(read(file), "new");
  EXPECT_EQ(files(), 1u);
}

TEST_F(OutputFileTest, AbandonedLeavesTheOldFileAndNothingElse) {
  const fs::path file = folder_ / "out.txt";
  std::ofstream(file) << "old";
  { OutputFile(file).write("half"); }
  EXPECT_EQ(read(file), "old");
  EXPECT_EQ(files(), 1u);
}

TEST_F(OutputFileTest, AnInterruptLeavesNothing) {
  OutputFile out(folder_ / "out.txt");
  out.write("half");
  EXPECT_EQ(files(), 1u);
  remove_unfinished_files();
  EXPECT_EQ(files(), 0u);
}

TEST_F(OutputFileTest, AnInterruptSparesWhatIsDone) {
  OutputFile out(folder_ / "out.txt");
  out.write("whole");
  out.commit();
  remove_unfinished_files();
  EXPECT_EQ(read(folder_ / "out.txt"), "whole");
}

TEST_F(OutputFileTest, MissingFolderIsNamed) {
  try {
    OutputFile out(folder_ / "no" / "out.txt");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()), (folder_ / "no/out.txt").string() +
                                             ": cannot be written: there is no folder " +
                                             (folder_ / "no").string());
  }
}

TEST_F(OutputFileTest, FullDiskIsAnError) {
  OutputFile out("/dev/full");
  EXPECT_THROW(out.write("x"), Error);
}

TEST_F(OutputFileTest, ALinkStaysALink) {
  std::ofstream(folder_ / "real.txt") << "old";
  fs::create_symlink(folder_ / "real.txt", folder_ / "link.txt");
  OutputFile out(folder_ / "link.txt");
  out.write("new");
  out.commit();
  EXPECT_TRUE(fs::is_symlink(folder_ / "link.txt"));
  EXPECT_EQ(read(folder_ / "real.txt"), "new");
}

}  // namespace
}  // namespace headscope::base
