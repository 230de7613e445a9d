#include "base/nameless_file.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "headscope/error.h"

namespace headscope::base {
namespace {

namespace fs = std::filesystem;

class NamelessFileTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) /
              testing::UnitTest::GetInstance()->current_test_info()->name();
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  static std::string contents(NamelessFile& file) {
    std::string all;
    file.read([&](std::span<const std::byte> block) {
      all.append(reinterpret_cast<const char*>(block.data()), block.size());
    });
    return all;
  }

  fs::path folder_;
};

TEST_F(NamelessFileTest, GivesBackWhatItWasGivenAndIsNeverSeen) {
  NamelessFile waiting(folder_ / "out");
  std::string written;
  for (int i = 0; i < 3; ++i) {
    const std::string block(1'000'000, static_cast<char>('a' + i));
    waiting.write(std::as_bytes(std::span(block)));
    written += block;
  }
  EXPECT_TRUE(fs::is_empty(folder_));
  EXPECT_EQ(contents(waiting), written);
  EXPECT_EQ(contents(waiting), written);
}

TEST_F(NamelessFileTest, WaitsElsewhereForWhatIsNoFile) {
  NamelessFile waiting("/dev/stdout");
  waiting.write(std::as_bytes(std::span("a", 1)));
  EXPECT_EQ(contents(waiting), "a");
}

TEST_F(NamelessFileTest, NamesTheFileItWaitsFor) {
  try {
    NamelessFile waiting(folder_ / "no" / "out");
    FAIL() << "there is no folder";
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()),
              (folder_ / "no" / "out").string() + ": cannot be written: No such file or directory");
  }
}

}  // namespace
}  // namespace headscope::base
