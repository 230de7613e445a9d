#include "headscope/tensor.h"

#include <gtest/gtest.h>

#include <numeric>

namespace headscope {
namespace {

TEST(Tensor, DefaultIsNoTensor) {
  const Tensor none;
  EXPECT_TRUE(none.empty());
  EXPECT_EQ(none.rank(), 0);
}

TEST(Tensor, AtGivesTheBlockBehindLeadingIndices) {
  Tensor tensor({2, 3, 4});
  std::iota(tensor.values().begin(), tensor.values().end(), 0.0f);
  EXPECT_EQ(tensor.at(1).size(), 12u);
  EXPECT_EQ(tensor.at(1, 2).size(), 4u);
  EXPECT_EQ(tensor.at(1, 2)[0], 20.0f);
  EXPECT_EQ(tensor.at(1, 2, 3)[0], 23.0f);
}

TEST(Tensor, ShrinkingKeepsTheMemory) {
  Tensor tensor({100});
  const float* memory = tensor.data();
  tensor.resize({5, 5});
  EXPECT_EQ(tensor.data(), memory);
  tensor.resize({10, 10});
  EXPECT_EQ(tensor.data(), memory);
  EXPECT_EQ(tensor.size(), 100);
}

TEST(Tensor, MemoryIsAligned) {
  for (const std::int64_t size : {1, 1000, 5'000'000}) {
    const Tensor tensor({size});
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(tensor.data()) % 64, 0u);
  }
}

TEST(Tensor, ShapesReadAsInMessages) { EXPECT_EQ(to_string({12, 12, 6, 6}), "[12, 12, 6, 6]"); }

}  // namespace
}  // namespace headscope
