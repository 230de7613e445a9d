#include "base/loaded_library.h"

#include <gtest/gtest.h>

namespace headscope::base {
namespace {

using Cosine = double (*)(double);

TEST(LoadedLibrary, TakesTheFirstThatIsThere) {
  const LoadedLibrary library = {"libnone.so.99", "libm.so.6"};
  ASSERT_TRUE(library.is_there());
  Cosine cosine = nullptr;
  ASSERT_TRUE(library.find("cos", cosine));
  EXPECT_EQ(cosine(0), 1);
  EXPECT_FALSE(library.find("no_such_function", cosine));
}

TEST(LoadedLibrary, OneThatIsNotThereHasNothing) {
  const LoadedLibrary library = {"libnone.so.99"};
  EXPECT_FALSE(library.is_there());
  Cosine cosine = nullptr;
  EXPECT_FALSE(library.find("cos", cosine));
}

}  // namespace
}  // namespace headscope::base
