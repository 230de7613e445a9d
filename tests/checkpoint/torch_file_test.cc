#include "checkpoint/torch_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "checkpoint/weights.h"
#include "tests/checkpoint/support.h"
#include "tests/checkpoint/torch_bytes.h"

namespace headscope::checkpoint {
namespace {

namespace fs = std::filesystem;
namespace p = testing_support::pickle;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;
using testing_support::error_of;
using testing_support::join;
using testing_support::torch_file;

std::string bytes_of(const std::vector<float>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float)};
}

std::vector<float> values_of(const TensorView& tensor) {
  std::vector<float> values(static_cast<std::size_t>(tensor.size()));
  widen(tensor, values);
  return values;
}

/// A file that torch 2.15 wrote.
struct Written {
  explicit Written(const char* name)
      : file(TorchFile::open(fs::path(HEADSCOPE_TEST_DATA) / "../fuzz/corpus/torch" / name)) {
    for (const TensorView& tensor : file.tensors()) tensors[tensor.name] = &tensor;
  }
  TorchFile file;
  std::map<std::string, const TensorView*> tensors;
};

TEST(WrittenFiles, HaveTheirNumbers) {
  const auto [file, tensors] = Written("plain.bin");
  ASSERT_EQ(tensors.size(), 2u);
  EXPECT_THAT(tensors.at("a")->shape, ElementsAre(2, 3));
  EXPECT_THAT(values_of(*tensors.at("a")), ElementsAre(0, 1, 2, 3, 4, 5));
  EXPECT_EQ(tensors.at("b")->dtype, DType::kBF16);
  EXPECT_THAT(values_of(*tensors.at("b")), ElementsAre(1, 1, 1));
}

TEST(WrittenFiles, HaveViewsInOrderAndSharedStorages) {
  const auto [file, tensors] = Written("transposed.bin");
  EXPECT_THAT(tensors.at("a")->shape, ElementsAre(3, 2));
  EXPECT_THAT(values_of(*tensors.at("a")), ElementsAre(0, 3, 1, 4, 2, 5));
  EXPECT_THAT(values_of(*tensors.at("part")), ElementsAre(1, 2, 4, 5));
  EXPECT_THAT(values_of(*tensors.at("row")), ElementsAre(3, 4, 5));
  EXPECT_EQ(tensors.at("row")->data.data(), tensors.at("whole")->data.data() + 12);
}

TEST(WrittenFiles, HaveMetadataThatDoesNotMatter) {
  const auto [file, tensors] = Written("module_state.bin");
  EXPECT_THAT(values_of(*tensors.at("weight")), ElementsAre(0, 1, 2, 3, 4, 5));
  EXPECT_THAT(tensors.at("bias")->shape, ElementsAre(2));
}

TEST(WrittenFiles, HaveBuffersOfOtherTypes) {
  const auto [file, tensors] = Written("dtypes.bin");
  EXPECT_EQ(tensors.size(), 8u);
  EXPECT_EQ(tensors.at("torch.int64")->dtype, DType::kI64);
  EXPECT_EQ(tensors.at("torch.bool")->dtype, DType::kBool);
  EXPECT_THAT(values_of(*tensors.at("torch.float16")), ElementsAre(1, 1));
  EXPECT_THAT(values_of(*tensors.at("torch.float64")), ElementsAre(1, 1));
}

TEST(WrittenFiles, HaveTensorsOfNoNumberAndOfOne) {
  const auto [file, tensors] = Written("empty_tensor.bin");
  EXPECT_THAT(values_of(*tensors.at("a")), IsEmpty());
  EXPECT_THAT(tensors.at("a")->shape, ElementsAre(0, 3));
  EXPECT_THAT(tensors.at("s")->shape, IsEmpty());
  EXPECT_THAT(values_of(*tensors.at("s")), ElementsAre(2.5F));
}

TEST(WrittenFiles, OpenOrSayWhatTheyAre) {
  const fs::path folder = fs::path(HEADSCOPE_TEST_DATA) / "../fuzz/corpus/torch";
  const auto error = [&](const char* name) {
    return error_of([&] { TorchFile::open(folder / name); });
  };
  for (const char* name : {"parameter.bin", "protocol4.bin", "extra.bin"}) {
    EXPECT_EQ(error(name), "no error");
  }
  EXPECT_THAT(error("legacy.bin"),
              HasSubstr("legacy.bin: is in the format that torch wrote before 1.6, without a zip "
                        "archive; write model.safetensors beside it with: python -c"));
  EXPECT_THAT(error("whole_module.bin"),
              HasSubstr("its pickle asks for 'torch.nn.modules.linear.Linear'"));
  EXPECT_THAT(error("expanded.bin"), HasSubstr("tensor 'a' repeats its numbers by strides"));
  EXPECT_THAT(error("script.bin"), HasSubstr("is compressed"));
}

class TorchFileTest : public testing_support::FolderTest {
 protected:
  std::string error_with(std::string_view file) const {
    write("f", file);
    return error_of([&] { TorchFile::open(folder_ / "f"); });
  }
  /// What is wrong with one tensor over the storage 0 of six floats, without the file's name.
  std::string tensor_error(const std::string& tensor) const {
    const std::string message =
        error_with(torch_file(p::whole(p::dict({{"t", tensor}})), {bytes_of({1, 2, 3, 4, 5, 6})}));
    const std::string file = (folder_ / "f").string() + ": ";
    return message.starts_with(file) ? message.substr(file.size()) : message;
  }
};

const std::string& six() {
  static const std::string storage = p::storage("FloatStorage", "0", 6);
  return storage;
}

TEST_F(TorchFileTest, ReadsWhatItsPartsSay) {
  write("f", torch_file(p::whole(p::dict({{"t", p::tensor(six(), 1, {2, 2}, {2, 1})},
                                          {"strange", p::tensor(six(), 0, {1, 6, 1}, {99, 1, 7})},
                                          {"backwards", p::tensor(six(), 0, {3, 2}, {1, 3})}})),
                        {bytes_of({1, 2, 3, 4, 5, 6})}));
  const TorchFile file = TorchFile::open(folder_ / "f");
  ASSERT_EQ(file.tensors().size(), 3u);
  EXPECT_THAT(values_of(file.tensors()[0]), ElementsAre(2, 3, 4, 5));
  EXPECT_THAT(values_of(file.tensors()[1]), ElementsAre(1, 2, 3, 4, 5, 6));
  EXPECT_THAT(values_of(file.tensors()[2]), ElementsAre(1, 4, 2, 5, 3, 6));
}

TEST_F(TorchFileTest, ChecksEveryNumberOfATensor) {
  EXPECT_EQ(tensor_error(p::tensor(six(), 0, {2, 3}, {3, 1})), "no error");
  EXPECT_EQ(tensor_error(p::tensor(six(), 1, {2, 3}, {3, 1})),
            "tensor 't' of shape [2, 3] reaches beyond its storage of 6 numbers; is the file "
            "complete?");
  EXPECT_THAT(tensor_error(p::tensor(six(), 0, {2, 3}, {4, 1})), HasSubstr("reaches beyond"));
  EXPECT_THAT(tensor_error(p::tensor(six(), 7, {0}, {1})), HasSubstr("reaches beyond"));
  EXPECT_THAT(tensor_error(p::tensor(six(), INT64_MAX, {1}, {1})), HasSubstr("reaches beyond"));
  EXPECT_THAT(tensor_error(p::tensor(six(), 0, {2}, {INT64_MAX})), HasSubstr("reaches beyond"));
  EXPECT_THAT(tensor_error(p::tensor(six(), 0, {INT64_MAX, 3}, {0, 0})),
              HasSubstr("is larger than any file"));
  EXPECT_THAT(tensor_error(p::tensor(six(), 0, {7}, {0})),
              HasSubstr("repeats its numbers by strides"));
  EXPECT_THAT(tensor_error(p::tensor(six(), -1, {1}, {1})), HasSubstr("no natural number"));
  EXPECT_THAT(tensor_error(p::tensor(six(), 5, {2}, {-1})), HasSubstr("no natural number"));
  EXPECT_THAT(tensor_error(p::tensor(six(), 0, {-2}, {1})), HasSubstr("no natural number"));
  EXPECT_EQ(tensor_error(p::tensor(six(), 0, {2, 3}, {1})),
            "tensor 't' has 2 dimensions and 1 strides");
}

TEST_F(TorchFileTest, ChecksStorages) {
  EXPECT_EQ(tensor_error(p::tensor(p::storage("FloatStorage", "1", 6), 0, {6}, {1})),
            "tensor 't' is stored in data/1, which is not in the archive; get the file again");
  EXPECT_EQ(tensor_error(p::tensor(p::storage("FloatStorage", "0", 7), 0, {6}, {1})),
            "tensor 't' is stored in data/0, which has 24 bytes and should have 7 numbers of type "
            "F32; get the file again");
  EXPECT_THAT(tensor_error(p::tensor(p::storage("DoubleStorage", "0", INT64_MAX), 0, {1}, {1})),
              HasSubstr("which has 24 bytes and should have 9223372036854775807 numbers"));
  EXPECT_THAT(tensor_error(p::tensor(p::storage("QInt8Storage", "0", 1), 0, {1}, {1})),
              HasSubstr("asks for 'torch.QInt8Storage'"));
  for (const char* storage : {"N", ")Q", "NQ"}) {
    EXPECT_EQ(tensor_error(p::tensor(storage, 0, {1}, {1})),
              "tensor 't' has no proper storage; save the file again with torch.save");
  }
}

TEST_F(TorchFileTest, ChecksHowTensorsAreMade) {
  const std::string make = p::global("torch._utils", "_rebuild_tensor_v2");
  EXPECT_EQ(tensor_error(join(make, ")R")),
            "tensor 't' is made by torch._utils._rebuild_tensor_v2 with 0 arguments; save the file "
            "again");
  EXPECT_EQ(tensor_error(join(make, p::tuple({six(), p::number(0), "N", ")", "\x89", "N"}), "R")),
            "tensor 't' has None for a shape or strides");
  const auto with_metadata = [&](const std::string& metadata) {
    return join(
        make, p::tuple({six(), p::number(0), p::shape({6}), p::shape({1}), "\x89", "N", metadata}),
        "R");
  };
  EXPECT_EQ(tensor_error(with_metadata("}")), "no error");
  EXPECT_EQ(tensor_error(with_metadata(p::dict({{"neg", "\x88"}}))),
            "tensor 't' is stored conjugated or negated; save it resolved");
  EXPECT_EQ(tensor_error(join(p::global("torch._utils", "_rebuild_parameter"),
                              p::tuple({"N", "\x88", "N"}), "R")),
            "tensor 't' is a parameter of None");
}

TEST_F(TorchFileTest, SaysWhatAFileIsThatHoldsNoWeights) {
  const std::string file = (folder_ / "f").string();
  const auto error_with_pickle = [&](const std::string& value) {
    return error_with(torch_file(p::whole(value), {}));
  };
  EXPECT_EQ(error_with_pickle("]"),
            file + ": holds a list, not tensors by name; save the model's state_dict()");
  EXPECT_EQ(error_with_pickle(p::dict({{"state_dict", p::dict({})}})),
            file + ": holds no tensors by name; save the model's state_dict() alone");
  EXPECT_EQ(error_with_pickle(join("}", p::number(1), p::tensor(six(), 0, {6}, {1}), "s")),
            file +
                ": has a whole number where a tensor's name should be; save the model's "
                "state_dict()");
  EXPECT_EQ(error_with_pickle(join(p::global("posix", "system"), p::tuple({p::text("id")}), "R")),
            file +
                ": its pickle asks for 'posix.system', which weights alone do not need; save "
                "the model's state_dict() again, as plain tensors");
  EXPECT_EQ(error_with("{}"), file +
                                  ": is not a torch file: it does not begin as a zip archive; "
                                  "get it again");
  EXPECT_EQ(error_with(""), file +
                                ": is not a torch file: it does not begin as a zip archive; "
                                "get it again");
  EXPECT_THAT(error_with("version https://git-lfs.github.com/spec/v1\n"),
              HasSubstr("is a Git LFS pointer"));
  EXPECT_EQ(error_with(testing_support::zip({{"m/other", ""}})),
            file + ": is a zip archive without data.pkl; save it again with torch.save");
  EXPECT_THAT(error_with(testing_support::zip({{"m/data.pkl", ""}, {"m/constants.pkl", ""}})),
              HasSubstr("is a TorchScript program"));
  EXPECT_THAT(error_with(torch_file(p::whole("}"), {}, "big")),
              StartsWith(file + ": its byteorder is 'big', and only 'little' is read; write "));
}

TEST_F(TorchFileTest, RefusesATensorThatIsThereTwice) {
  const std::string tensor = p::tensor(six(), 0, {6}, {1});
  EXPECT_THAT(error_with(torch_file(p::whole(p::dict({{"t", tensor}, {"t", tensor}})),
                                    {bytes_of({1, 2, 3, 4, 5, 6})})),
              HasSubstr("tensor 't' is there twice"));
}

TEST_F(TorchFileTest, LimitsWhatCopiesTake) {
  // One description of a turned tensor, taken a thousand times through the memo.
  const std::string one =
      join(p::text("t"), p::tensor(p::storage("FloatStorage", "0", 600), 0, {300, 2}, {1, 300}),
           "q\x01");
  std::string many;
  for (int i = 0; i < 1000; ++i) many += join(p::text(std::to_string(i)), "h\x01");
  const std::vector<std::string> storages = {std::string(2400, '\0')};
  EXPECT_EQ(error_with(torch_file(p::whole("}(", one, "u"), storages)), "no error");
  EXPECT_THAT(error_with(torch_file(p::whole("}(", one, many, "u"), storages)),
              HasSubstr("repeats its numbers by strides"));
}

TEST_F(TorchFileTest, IsReadByWeightsAloneAndInShards) {
  const auto file_of = [&](std::string_view name) {
    return torch_file(p::whole("}", p::text(name), p::tensor(six(), 0, {2, 3}, {3, 1}), "s"),
                      {bytes_of({1, 2, 3, 4, 5, 6})});
  };
  write("one/pytorch_model.bin", file_of("bert.a"));
  const Weights one = Weights::open(folder_ / "one", "bert");
  EXPECT_THAT(values_of(one.require("a", {2, 3})), ElementsAre(1, 2, 3, 4, 5, 6));
  EXPECT_THAT(error_of([&] { one.require("b", {1}); }),
              StartsWith((folder_ / "one/pytorch_model.bin").string() + ": tensor 'b' is missing"));

  write("two/first.bin", file_of("bert.a"));
  write("two/second.bin", file_of("bert.b"));
  write("two/pytorch_model.bin.index.json",
        R"({"weight_map": {"bert.a": "first.bin", "bert.b": "second.bin"}})");
  const Weights two = Weights::open(folder_ / "two", "bert");
  EXPECT_EQ(two.find("a")->file, folder_ / "two/first.bin");
  EXPECT_THAT(values_of(two.require("b", {2, 3})), ElementsAre(1, 2, 3, 4, 5, 6));
  write("two/second.bin", file_of("bert.c"));
  EXPECT_EQ(error_of([&] { Weights::open(folder_ / "two", "bert"); }),
            (folder_ / "two/second.bin").string() +
                ": has no tensor 'bert.b', which pytorch_model.bin.index.json promises");
}

}  // namespace
}  // namespace headscope::checkpoint
