#include "checkpoint/safetensors.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>

#include "tests/checkpoint/support.h"

namespace headscope::checkpoint {
namespace {

using testing_support::error_of;
using testing_support::safetensors;

template <typename Stored>
TensorView view_of(DType dtype, const std::vector<Stored>& stored) {
  return {.name = "t",
          .dtype = dtype,
          .shape = {static_cast<std::int64_t>(stored.size())},
          .data = std::as_bytes(std::span(stored)),
          .file = "f"};
}

template <typename Stored>
std::vector<float> widened(DType dtype, const std::vector<Stored>& stored) {
  std::vector<float> out(stored.size());
  widen(view_of(dtype, stored), out);
  return out;
}

TEST(Widen, Float16IsExactForAllValues) {
  std::vector<std::uint16_t> all(65536);
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::uint16_t>(i);
  const std::vector<float> wide = widened(DType::kF16, all);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const int exponent = static_cast<int>(i >> 10 & 31);
    const int mantissa = static_cast<int>(i & 1023);
    EXPECT_EQ(std::signbit(wide[i]), i >= 32768) << i;
    if (exponent == 31 && mantissa != 0) {
      EXPECT_TRUE(std::isnan(wide[i])) << i;
    } else if (exponent == 31) {
      EXPECT_TRUE(std::isinf(wide[i])) << i;
    } else {
      const double expected =
          exponent == 0 ? std::ldexp(mantissa, -24) : std::ldexp(1024 + mantissa, exponent - 25);
      EXPECT_EQ(std::abs(wide[i]), expected) << i;
    }
  }
}

TEST(Widen, BFloat16IsTheUpperHalfOfAFloat) {
  EXPECT_EQ(widened<std::uint16_t>(DType::kBF16, {0x3F80, 0xC000, 0x0001, 0x7F80}),
            (std::vector<float>{1, -2, std::bit_cast<float>(0x10000u),
                                std::numeric_limits<float>::infinity()}));
  EXPECT_TRUE(std::isnan(widened<std::uint16_t>(DType::kBF16, {0x7FC0})[0]));
}

TEST(Widen, Float32AndFloat64) {
  EXPECT_EQ(widened<float>(DType::kF32, {1.5F, -0.25F}), (std::vector<float>{1.5F, -0.25F}));
  EXPECT_EQ(widened<double>(DType::kF64, {0.1, -2}), (std::vector<float>{0.1F, -2}));
}

TEST(Widen, TakesAPartFromAnyAddress) {
  std::vector<std::byte> bytes(1 + 4 * sizeof(float));
  const float values[] = {1, 2, 3, 4};
  std::memcpy(bytes.data() + 1, values, sizeof values);
  const TensorView tensor{.name = "t",
                          .dtype = DType::kF32,
                          .shape = {2, 2},
                          .data = std::span(bytes).subspan(1),
                          .file = "f"};
  std::vector<float> out(2);
  widen(tensor, out, 1);
  EXPECT_EQ(out, (std::vector<float>{2, 3}));

  const std::uint16_t halves[] = {0x3C00, 0x4000};
  std::memcpy(bytes.data() + 1, halves, sizeof halves);
  const TensorView half{.name = "t",
                        .dtype = DType::kF16,
                        .shape = {2},
                        .data = std::span(bytes).subspan(1, 4),
                        .file = "f"};
  widen(half, out);
  EXPECT_EQ(out, (std::vector<float>{1, 2}));
}

TEST(Widen, RefusesWhatIsNoFloat) {
  EXPECT_EQ(error_of([] { widened<std::int64_t>(DType::kI64, {1}); }),
            "f: tensor 't' is I64, not F16, BF16, F32 or F64");
}

using SafetensorsFileTest = testing_support::FolderTest;

TEST_F(SafetensorsFileTest, FindsTensorsByName) {
  const auto path =
      write("a.safetensors", safetensors(R"({"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},
                                          "__metadata__":{"k":"v"}})",
                                         std::string_view("\0\0\x80\x3F", 4)));
  const SafetensorsFile file = SafetensorsFile::open(path);
  ASSERT_NE(file.find("x"), nullptr);
  EXPECT_EQ(file.find("x")->file, path);
  EXPECT_EQ(file.find("y"), nullptr);
  EXPECT_EQ(file.metadata().at("k"), "v");
  float value = 0;
  widen(*file.find("x"), {&value, 1});
  EXPECT_EQ(value, 1.0F);
}

TEST_F(SafetensorsFileTest, NamesTheFileThatCannotBeRead) {
  const auto missing = folder_ / "no.safetensors";
  EXPECT_EQ(error_of([&] { SafetensorsFile::open(missing); }),
            missing.string() + ": cannot be read: No such file or directory");
  EXPECT_EQ(error_of([&] { SafetensorsFile::open(folder_); }),
            folder_.string() + ": cannot be read: Is a directory");
}

TEST_F(SafetensorsFileTest, ReadsFilesOfTheReference) {
  const std::filesystem::path data = HEADSCOPE_TEST_DATA;
  const SafetensorsFile file =
      SafetensorsFile::open(data / "bert-base-uncased/transformers-are-amazing.safetensors");
  ASSERT_EQ(file.tensors().size(), 1u);
  EXPECT_EQ(file.tensors()[0].shape, (std::vector<std::int64_t>{12, 12, 6, 6}));
  EXPECT_EQ(file.metadata().at("text"), "Transformers are amazing!");
}

}  // namespace
}  // namespace headscope::checkpoint
