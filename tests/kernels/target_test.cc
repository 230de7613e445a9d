#include "kernels/target.h"

#include <gmock/gmock.h>

#include <cstdlib>

#include "headscope/error.h"
#include "tests/kernels/support.h"

namespace headscope::kernels {
namespace {

class Target : public testing::Test {
 protected:
  void TearDown() override {
    unsetenv("HEADSCOPE_TARGET");
    use_target(targets().front());
  }
};

TEST_F(Target, TheBestIsUsedUnlessSomethingElseIsAskedFor) {
  ASSERT_FALSE(targets().empty());
  EXPECT_EQ(target(), targets().front());
}

TEST_F(Target, EachCanBeUsedAndTheListStays) {
  const std::vector<std::string> all = targets();
  for (const std::string& name : all) {
    use_target(name);
    EXPECT_EQ(target(), name);
    EXPECT_EQ(targets(), all);
  }
}

TEST_F(Target, KernelsFollow) {
  std::vector<std::int64_t> widths;
  for (const std::string& name : targets()) {
    use_target(name);
    widths.push_back(PackedMatrix(1, 1).panel_width());
  }
  EXPECT_TRUE(std::is_sorted(widths.rbegin(), widths.rend()));
  if (widths.size() > 1) {
    EXPECT_LT(widths.back(), widths.front());
  }
}

TEST_F(Target, AnUnknownNameIsAnErrorThatNamesThoseThereAre) {
  for (const char* name : {"AVX9000", "avx2", "", "AVX2 "}) {
    try {
      use_target(name);
      FAIL() << name << " was taken";
    } catch (const Error& error) {
      const std::string message = error.what();
      EXPECT_THAT(message, testing::HasSubstr("'" + std::string(name) + "'"));
      for (const std::string& known : targets()) {
        EXPECT_THAT(message, testing::HasSubstr(known));
      }
      EXPECT_EQ(message.find('\n'), std::string::npos);
    }
    EXPECT_EQ(target(), targets().front());
  }
}

TEST_F(Target, TheEnvironmentChooses) {
  setenv("HEADSCOPE_TARGET", targets().back().c_str(), 1);
  use_target_of_environment();
  EXPECT_EQ(target(), targets().back());
}

TEST_F(Target, AnEmptyOrMissingVariableChoosesNothing) {
  use_target_of_environment();
  EXPECT_EQ(target(), targets().front());
  setenv("HEADSCOPE_TARGET", "", 1);
  use_target_of_environment();
  EXPECT_EQ(target(), targets().front());
}

TEST_F(Target, AWrongVariableIsAnErrorThatNamesIt) {
  setenv("HEADSCOPE_TARGET", "MMX", 1);
  try {
    use_target_of_environment();
    FAIL() << "MMX was taken";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), testing::AllOf(testing::HasSubstr("HEADSCOPE_TARGET"),
                                             testing::HasSubstr("'MMX'")));
  }
}

}  // namespace
}  // namespace headscope::kernels
