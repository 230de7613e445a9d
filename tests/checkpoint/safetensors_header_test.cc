#include "checkpoint/safetensors_header.h"

#include <gtest/gtest.h>

#include "tests/checkpoint/support.h"

namespace headscope::checkpoint {
namespace {

using testing_support::error_of;
using testing_support::safetensors;

std::string error_in(std::string_view file) {
  return error_of([&] { read_header(std::as_bytes(std::span(file)), "f"); });
}

/// A header whose only tensor is 'a' with these fields, over 8 bytes of data.
std::string error_in_tensor(const std::string& fields) {
  return error_in(safetensors("{\"a\":{" + fields + "}}", "12345678"));
}

TEST(ReadHeader, GivesTensorsInTheOrderOfTheirData) {
  const std::string file = safetensors(
      R"({"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]},
          "a":{"data_offsets":[0,4],"shape":[2,1],"dtype":"F16"},
          "none":{"dtype":"I64","shape":[0,3],"data_offsets":[4,4]},
          "scalar":{"dtype":"U8","shape":[],"data_offsets":[8,9]},
          "__metadata__":{"format":"pt","empty":""}}   )",
      "abcdefghi");
  const SafetensorsHeader header = read_header(std::as_bytes(std::span(file)), "f");
  ASSERT_EQ(header.tensors.size(), 4u);
  EXPECT_EQ(header.tensors[0].name, "a");
  EXPECT_EQ(header.tensors[0].dtype, DType::kF16);
  EXPECT_EQ(header.tensors[0].shape, (std::vector<std::int64_t>{2, 1}));
  EXPECT_EQ(static_cast<char>(header.tensors[0].data[0]), 'a');
  EXPECT_EQ(header.tensors[1].name, "none");
  EXPECT_EQ(header.tensors[1].size(), 0);
  EXPECT_EQ(header.tensors[2].name, "b");
  EXPECT_EQ(static_cast<char>(header.tensors[2].data[0]), 'e');
  EXPECT_EQ(header.tensors[3].size(), 1);
  EXPECT_EQ(header.metadata.at("format"), "pt");
  EXPECT_EQ(header.metadata.at("empty"), "");
}

TEST(ReadHeader, KnowsEveryDType) {
  for (const char* dtype : {"BOOL", "U8", "I8", "U16", "I16", "U32", "I32", "U64", "I64", "F16",
                            "BF16", "F32", "F64"}) {
    const std::string file = safetensors(std::string("{\"a\":{\"dtype\":\"") + dtype +
                                         "\",\"shape\":[0],\"data_offsets\":[0,0]}}");
    const SafetensorsHeader header = read_header(std::as_bytes(std::span(file)), "f");
    EXPECT_EQ(to_string(header.tensors[0].dtype), dtype);
  }
}

TEST(ReadHeader, TakesAFileWithoutTensors) { EXPECT_EQ(error_in(safetensors("{}")), "no error"); }

TEST(ReadHeader, RefusesWhatIsNotSafetensors) {
  EXPECT_EQ(error_in(""), "f: is 0 bytes long, too short for safetensors");
  EXPECT_EQ(error_in("1234567"), "f: is 7 bytes long, too short for safetensors");
  EXPECT_EQ(error_in(safetensors("")), "f: is not safetensors: its header does not begin with '{'");
  EXPECT_EQ(error_in(safetensors(" {}")),
            "f: is not safetensors: its header does not begin with '{'");
  EXPECT_EQ(error_in(safetensors("[]")),
            "f: is not safetensors: its header does not begin with '{'");
  EXPECT_EQ(error_in("PK\x03\x04 and so on, as in torch's files"),
            "f: is not safetensors: its header would be 7236828441365138256 bytes long");
  EXPECT_EQ(error_in(std::string(8, '\xFF') + "{}"),
            "f: is not safetensors: its header would be 18446744073709551615 bytes long");
  EXPECT_EQ(error_in("version https://git-lfs.github.com/spec/v1\noid sha256:12\nsize 34\n"),
            "f: is a Git LFS pointer, not the file itself; run 'git lfs pull' there");
  EXPECT_EQ(error_in(safetensors("{}").substr(0, 9)),
            "f: breaks off inside its header, which is 2 bytes long; the file has 9, so get it "
            "again");
}

TEST(ReadHeader, RefusesAHeaderAboveTheLimitWithoutReadingIt) {
  std::string file(8, '\0');
  const std::uint64_t length = 100'000'001;
  std::memcpy(file.data(), &length, 8);
  EXPECT_EQ(error_in(file + "{"),
            "f: is not safetensors: its header would be 100000001 bytes long");
}

TEST(ReadHeader, RefusesBrokenJson) {
  EXPECT_EQ(error_in(safetensors("{")), "f: the header's JSON breaks off at its end");
  EXPECT_EQ(error_in(safetensors("{]")), "f: the header is not JSON: mistake at byte 9");
  EXPECT_EQ(error_in(safetensors("{} x")), "f: the header is not JSON: mistake at byte 11");
  EXPECT_EQ(error_in(safetensors(std::string_view("{}\0", 3))), "f: has a zero byte in its header");
  EXPECT_EQ(error_in(safetensors("{\"\xC0\x80\":{}}")),
            "f: the header is not JSON: mistake at byte 10");
}

TEST(ReadHeader, RefusesDeepJsonWithoutRecursion) {
  std::string objects = "{";
  for (int i = 0; i < 1'000'000; ++i) objects += "\"a\":{";
  EXPECT_EQ(error_in(safetensors(objects)), "f: tensor 'a' has the field 'a', which is unknown");
  EXPECT_EQ(error_in(safetensors("{\"a\":" + std::string(10'000'000, '['))),
            "f: tensor 'a' is a list in the header, not an object");
  EXPECT_EQ(error_in(safetensors("{\"a\":{\"shape\":" + std::string(10'000'000, '['))),
            "f: tensor 'a' has a list in its shape, not a list of whole numbers");
}

struct HostileTensor {
  std::string fields;
  std::string error;
};

TEST(ReadHeader, RefusesHostileTensors) {
  const std::string ok = R"("dtype":"F32","shape":[2],"data_offsets":[0,8])";
  EXPECT_EQ(error_in_tensor(ok), "no error");
  const HostileTensor cases[] = {
      // Fields that are missing, unknown, doubled.
      {"", "f: tensor 'a' has no dtype"},
      {R"("dtype":"F32")", "f: tensor 'a' has no shape"},
      {R"("dtype":"F32","shape":[2])", "f: tensor 'a' has no data_offsets"},
      {ok + R"(,"more":1)", "f: tensor 'a' has the field 'more', which is unknown"},
      {ok + R"(,"dtype":"F16")", "f: tensor 'a' has 'dtype' twice"},
      {ok + R"(,"shape":[2])", "f: tensor 'a' has 'shape' twice"},
      {ok + R"(,"data_offsets":[0,8])", "f: tensor 'a' has 'data_offsets' twice"},
      // dtype
      {R"("dtype":"F33")", "f: tensor 'a' has the dtype 'F33', which is unknown"},
      {R"("dtype":"f32")", "f: tensor 'a' has the dtype 'f32', which is unknown"},
      {R"("dtype":32)", "f: tensor 'a' has a number for its dtype, not a string"},
      {R"("dtype":null)", "f: tensor 'a' has null for its dtype, not a string"},
      // shape
      {R"("dtype":"F32","shape":2)",
       "f: tensor 'a' has a number in its shape, not a list of whole numbers"},
      {R"("dtype":"F32","shape":[-2])",
       "f: tensor 'a' has a negative number in its shape, not a list of whole numbers"},
      {R"("dtype":"F32","shape":[2.0])",
       "f: tensor 'a' has a fraction in its shape, not a list of whole numbers"},
      {R"("dtype":"F32","shape":[2e0])",
       "f: tensor 'a' has a fraction in its shape, not a list of whole numbers"},
      {R"("dtype":"F32","shape":[18446744073709551616])",
       "f: tensor 'a' has a number beyond 64 bits in its shape, not a list of whole numbers"},
      {R"("dtype":"F32","shape":["2"])",
       "f: tensor 'a' has a string in its shape, not a list of whole numbers"},
      {R"("dtype":"F32","shape":[true])",
       "f: tensor 'a' has true or false in its shape, not a list of whole numbers"},
      {R"("dtype":"F32","shape":{})",
       "f: tensor 'a' has an object in its shape, not a list of whole numbers"},
      // Sizes that overflow, 2^64 wrapping to 8 bytes among them.
      {R"("dtype":"F32","shape":[1152921504606846976],"data_offsets":[0,8])",
       "f: tensor 'a' has 8 bytes of data, but F32 of shape [1152921504606846976] needs "
       "4611686018427387904"},
      {R"("dtype":"F32","shape":[1152921504606846976,2],"data_offsets":[0,8])",
       "f: tensor 'a' of shape [1152921504606846976, 2] is larger than any file"},
      {R"("dtype":"U8","shape":[18446744073709551615],"data_offsets":[0,8])",
       "f: tensor 'a' of shape [18446744073709551615] is larger than any file"},
      {R"("dtype":"U8","shape":[4294967296,4294967296],"data_offsets":[0,0])",
       "f: tensor 'a' of shape [4294967296, 4294967296] is larger than any file"},
      {R"("dtype":"F64","shape":[3,6148914691236517206],"data_offsets":[0,8])",
       "f: tensor 'a' of shape [3, 6148914691236517206] is larger than any file"},
      // data_offsets
      {R"("dtype":"F32","shape":[2],"data_offsets":8)",
       "f: tensor 'a' has a number in its data_offsets, not two whole numbers"},
      {R"("dtype":"F32","shape":[2],"data_offsets":[0,-8])",
       "f: tensor 'a' has a negative number in its data_offsets, not two whole numbers"},
      {R"("dtype":"F32","shape":[2],"data_offsets":[8])",
       "f: tensor 'a' has 1 data_offsets, not two"},
      {R"("dtype":"F32","shape":[2],"data_offsets":[0,4,8])",
       "f: tensor 'a' has 3 data_offsets, not two"},
      {R"("dtype":"F32","shape":[2],"data_offsets":[8,0])",
       "f: tensor 'a' ends at byte 0 before it begins at 8"},
      {R"("dtype":"F32","shape":[2],"data_offsets":[4,12])",
       "f: tensor 'a' ends at byte 12 of the data, of which the file has 8; is the file complete?"},
      {R"("dtype":"F32","shape":[2],"data_offsets":[18446744073709551608,18446744073709551615])",
       "f: tensor 'a' ends at byte 18446744073709551615 of the data, of which the file has 8; is "
       "the file complete?"},
      {R"("dtype":"F32","shape":[3],"data_offsets":[0,8])",
       "f: tensor 'a' has 8 bytes of data, but F32 of shape [3] needs 12"},
      {R"("dtype":"F16","shape":[2],"data_offsets":[0,8])",
       "f: tensor 'a' has 8 bytes of data, but F16 of shape [2] needs 4"},
      // Holes
      {R"("dtype":"F32","shape":[1],"data_offsets":[0,4])",
       "f: the last 4 bytes belong to no tensor"},
      {R"("dtype":"F32","shape":[1],"data_offsets":[4,8])",
       "f: 4 bytes before tensor 'a' belong to no tensor"}};
  for (const auto& [fields, error] : cases) EXPECT_EQ(error_in_tensor(fields), error) << fields;
}

TEST(ReadHeader, RefusesDoubledNames) {
  EXPECT_EQ(error_in(safetensors(R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},
                                     "a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}})",
                                 "12")),
            "f: 'a' stands twice in the header");
  EXPECT_EQ(error_in(safetensors(R"({"__metadata__":{},"__metadata__":{}})")),
            "f: '__metadata__' stands twice in the header");
  EXPECT_EQ(error_in(safetensors(R"({"__metadata__":{"k":"1","k":"2"}})")),
            "f: __metadata__ has 'k' twice");
}

TEST(ReadHeader, RefusesOverlapsAndHolesBetweenTensors) {
  const auto two = [](const char* first, const char* second) {
    return error_in(safetensors(std::string(R"({"a":{"dtype":"U8","shape":[4],"data_offsets":)") +
                                    first + R"(},"b":{"dtype":"U8","shape":[4],"data_offsets":)" +
                                    second + "}}",
                                "12345678"));
  };
  EXPECT_EQ(two("[0,4]", "[4,8]"), "no error");
  EXPECT_EQ(two("[4,8]", "[0,4]"), "no error");
  EXPECT_EQ(two("[0,4]", "[0,4]"), "f: tensors 'a' and 'b' overlap");
  EXPECT_EQ(two("[0,4]", "[3,7]"), "f: tensors 'a' and 'b' overlap");
  EXPECT_EQ(two("[4,8]", "[1,5]"), "f: 1 bytes before tensor 'b' belong to no tensor");
}

TEST(ReadHeader, RefusesMetadataThatIsNotStrings) {
  const auto with = [](const char* metadata) {
    return error_in(safetensors(std::string("{\"__metadata__\":") + metadata + "}"));
  };
  EXPECT_EQ(with(R"({"a":"b"})"), "no error");
  EXPECT_EQ(with("[]"), "f: __metadata__ is a list, not an object");
  EXPECT_EQ(with("null"), "f: __metadata__ is null, not an object");
  EXPECT_EQ(with(R"({"a":1})"),
            "f: __metadata__ has a number under 'a', where only strings may stand");
  EXPECT_EQ(with(R"({"a":{}})"),
            "f: __metadata__ has an object under 'a', where only strings may stand");
  EXPECT_EQ(with(R"({"a":null})"),
            "f: __metadata__ has null under 'a', where only strings may stand");
}

TEST(ReadHeader, SurvivesEveryTruncation) {
  const std::string whole =
      safetensors(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", "12345678");
  EXPECT_EQ(error_in(whole), "no error");
  for (std::size_t length = 0; length < whole.size(); ++length) {
    EXPECT_NE(error_in(whole.substr(0, length)), "no error") << length;
  }
  EXPECT_EQ(error_in(whole + "x"), "f: the last 1 bytes belong to no tensor");
}

}  // namespace
}  // namespace headscope::checkpoint
