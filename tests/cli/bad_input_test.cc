// Whatever is wrong with what the user gives: one sentence, the right status, nothing written.
#include <gmock/gmock.h>

#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>

#include "tests/cli/process.h"

namespace headscope::cli {
namespace {

using nlohmann::json;
using testing::HasSubstr;

namespace fs = std::filesystem;

/// A safetensors file with any header one likes.
std::string safetensors(std::string_view header, std::string_view data = {}) {
  const std::uint64_t size = header.size();
  std::string file(sizeof size, '\0');
  std::memcpy(file.data(), &size, sizeof size);
  return file.append(header).append(data);
}

std::string bytes_of(const std::vector<float>& values) {
  std::string bytes(values.size() * sizeof(float), '\0');
  std::memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}

class BadModelTest : public ProgramTest {
 protected:
  Finished view(const std::string& model) const {
    return headscope({"view", "Hello there", "--model", model});
  }

  json header_of(const std::string& file) const {
    const std::string content = read(file);
    std::uint64_t size = 0;
    std::memcpy(&size, content.data(), sizeof size);
    return json::parse(content.substr(sizeof size, size));
  }

  /// The same data behind another header.
  void replace_header(const std::string& file, const json& header) const {
    const std::string content = read(file);
    std::uint64_t size = 0;
    std::memcpy(&size, content.data(), sizeof size);
    write(file, safetensors(header.dump(), content.substr(sizeof size + size)));
  }

  void change_config(const std::string& key, const json& value) const {
    json config = json::parse(read("model/config.json"));
    config[key] = value;
    write("model/config.json", config.dump());
  }
};

TEST_F(BadModelTest, NoSuchFolder) {
  expect_refusal(view("./nowhere"), 1, "./nowhere");
  expect_refusal(headscope({"tokens", "x", "--model", "./nowhere"}), 1, "./nowhere");
  expect_refusal(headscope({"trace", "x", "--model", "./nowhere"}), 1, "./nowhere");
  expect_refusal(headscope({"model", "./nowhere"}), 1, "./nowhere");
  expect_refusal(headscope({"bench", "--model", "./nowhere"}), 1, "./nowhere");
}

TEST_F(BadModelTest, ANameThatIsNotInTheCacheWhenTheNetworkIsOff) {
  expect_refusal(view("bert-large-cased"), 1,
                 "bert-large-cased: is neither a folder here nor in the Hugging Face cache");
  const Finished run = headscope({"view", "Hello"});
  expect_refusal(run, 1, "bert-base-uncased");
  EXPECT_THAT(run.err, HasSubstr((folder_ / "no-cache").string())) << "says where it looked";
}

TEST_F(BadModelTest, AnEmptyFolder) {
  fs::create_directory(folder_ / "model");
  expect_refusal(view("model"), 1, "model", {"model"});
}

TEST_F(BadModelTest, AFileInPlaceOfAFolder) {
  write("file", "text");
  expect_refusal(view("file"), 1, "file", {"file"});
}

struct Missing {
  const char* name;
  std::vector<const char*> files;
  const char* sentence;
  friend void PrintTo(const Missing& missing, std::ostream* out) { *out << missing.name; }
};

class MissingFileTest : public BadModelTest, public testing::WithParamInterface<Missing> {};

TEST_P(MissingFileTest, IsNamed) {
  copy_model(kTiny);
  for (const char* file : GetParam().files) fs::remove(folder_ / "model" / file);
  expect_refusal(view("model"), 1, GetParam().sentence, {"model"});
}

INSTANTIATE_TEST_SUITE_P(
    All, MissingFileTest,
    testing::Values(Missing{"Config", {"config.json"}, "config.json"},
                    Missing{"Weights", {"model.safetensors"}, "model.safetensors"},
                    Missing{"Tokenizer", {"tokenizer.json", "vocab.txt"}, "tokenizer.json"}),
    [](const auto& test) { return test.param.name; });

TEST_F(BadModelTest, ConfigThatIsNoJson) {
  copy_model(kTiny);
  write("model/config.json", "{\"hidden_size\": ");
  expect_refusal(view("model"), 1, "config.json", {"model"});
}

TEST_F(BadModelTest, ConfigThatAsksForOtherShapes) {
  copy_model(kTiny);
  change_config("intermediate_size", 65);
  expect_refusal(view("model"), 1, "config.json", {"model"});
}

TEST_F(BadModelTest, HostileNumbersInTheConfig) {
  for (const json& value : {json(-1), json(0), json(1LL << 60), json("many"), json::array()}) {
    for (const char* key : {"num_hidden_layers", "num_attention_heads", "hidden_size",
                            "max_position_embeddings", "vocab_size"}) {
      copy_model(kTiny);
      change_config(key, value);
      expect_refusal(view("model"), 1, "", {"model"});
      fs::remove_all(folder_ / "model");
    }
  }
}

TEST_F(BadModelTest, AnArchitectureNotYetKnownIsNamedAndThoseKnown) {
  copy_model(kTiny);
  change_config("model_type", "gpt2");
  change_config("architectures", json::array({"GPT2Model"}));
  const Finished run = view("model");
  expect_refusal(run, 1, "gpt2", {"model"});
  EXPECT_THAT(run.err, HasSubstr("bert"));
}

TEST_F(BadModelTest, AnActivationNotYetKnownIsNamed) {
  copy_model(kTiny);
  change_config("hidden_act", "swish9");
  expect_refusal(view("model"), 1, "swish9", {"model"});
}

TEST_F(BadModelTest, AMissingTensorIsNamed) {
  copy_model(kTiny);
  json header = header_of("model/model.safetensors");
  const std::string name = "encoder.layer.1.attention.self.key.weight";
  ASSERT_TRUE(header.contains(name));
  header["renamed"] = header[name];
  header.erase(name);
  replace_header("model/model.safetensors", header);
  expect_refusal(view("model"), 1, name, {"model"});
}

TEST_F(BadModelTest, ATensorOfAnotherShapeIsNamedWithBothShapes) {
  copy_model(kTiny);
  json header = header_of("model/model.safetensors");
  const std::string name = "encoder.layer.1.output.dense.weight";
  ASSERT_EQ(header.at(name).at("shape"), json({32, 64}));
  header[name]["shape"] = {64, 32};
  replace_header("model/model.safetensors", header);
  const Finished run = view("model");
  expect_refusal(run, 1, name, {"model"});
  EXPECT_THAT(run.err, HasSubstr("[64, 32]"));
  EXPECT_THAT(run.err, HasSubstr("[32, 64]"));
}

TEST_F(BadModelTest, NanWeightsAreAWarningWithTheLayer) {
  copy_model(kTiny);
  const json header = header_of("model/model.safetensors");
  std::string content = read("model/model.safetensors");
  std::uint64_t size = 0;
  std::memcpy(&size, content.data(), sizeof size);
  const std::size_t begin = header.at("encoder.layer.2.output.dense.bias").at("data_offsets").at(0);
  const float nan = std::nanf("");
  std::memcpy(content.data() + sizeof size + size + begin, &nan, sizeof nan);
  write("model/model.safetensors", content);
  const Finished run = view("model");
  EXPECT_EQ(run.status, 0);
  EXPECT_THAT(run.err, testing::StartsWith("headscope: warning: "));
  EXPECT_THAT(run.err, HasSubstr("encoder.layer.2.output.dense.bias"));
}

TEST_F(BadModelTest, ADamagedTokenizerIsNamed) {
  copy_model(kTiny);
  write("model/tokenizer.json", "{\"model\": {\"type\": \"Telepathy\"}}");
  expect_refusal(view("model"), 1, "Telepathy", {"model"});
  write("model/tokenizer.json", "[[[");
  expect_refusal(view("model"), 1, "tokenizer.json", {"model"});
}

struct Hostile {
  const char* name;
  std::string content;
  friend void PrintTo(const Hostile& hostile, std::ostream* out) { *out << hostile.name; }
};

std::string one_tensor(const std::string& fields) {
  return safetensors(R"({"attentions":{)" + fields + "}}", std::string(16, '\0'));
}

std::vector<Hostile> hostile_files() {
  const std::string two_tensors_before =
      R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],)";
  const std::uint64_t huge = 1ULL << 60;
  std::string huge_header(8, '\0');
  std::memcpy(huge_header.data(), &huge, sizeof huge);
  return {
      {"Empty", ""},
      {"OnlyALength", huge_header},
      {"LyingLength", huge_header + "{}"},
      {"CutHeader", safetensors(R"({"attentions":{"dtype":"F32")")},
      {"NoObject", safetensors("[1, 2, 3]")},
      {"DeepJson", safetensors(std::string(100'000, '['))},
      {"DeepObjects", safetensors([] {
         std::string deep;
         for (int i = 0; i < 100'000; ++i) deep += "{\"a\":";
         return deep;
       }())},
      {"DuplicateNames", safetensors(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},)"
                                     R"("a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})",
                                     std::string(8, '\0'))},
      {"Overlap",
       safetensors(two_tensors_before + R"("data_offsets":[4,12]}})", std::string(12, '\0'))},
      {"Hole",
       safetensors(two_tensors_before + R"("data_offsets":[12,20]}})", std::string(20, '\0'))},
      {"DataBehindTheEnd", one_tensor(R"("dtype":"F32","shape":[8],"data_offsets":[0,32])")},
      {"TrailingData", one_tensor(R"("dtype":"F32","shape":[2],"data_offsets":[0,8])")},
      {"HugeShape", one_tensor(R"("dtype":"F32","shape":[1152921504606846976,16,16],)"
                               R"("data_offsets":[0,16])")},
      {"OverflowingShape",
       one_tensor(R"("dtype":"F32","shape":[4294967296,4294967296,4],"data_offsets":[0,16])")},
      {"NegativeShape", one_tensor(R"("dtype":"F32","shape":[-4],"data_offsets":[0,16])")},
      {"FractionalShape", one_tensor(R"("dtype":"F32","shape":[4.5],"data_offsets":[0,16])")},
      {"BackwardOffsets", one_tensor(R"("dtype":"F32","shape":[4],"data_offsets":[16,0])")},
      {"WrongSize", one_tensor(R"("dtype":"F32","shape":[3],"data_offsets":[0,16])")},
      {"UnknownDtype", one_tensor(R"("dtype":"F33","shape":[4],"data_offsets":[0,16])")},
      {"DtypeIsANumber", one_tensor(R"("dtype":32,"shape":[4],"data_offsets":[0,16])")},
      {"NoOffsets", one_tensor(R"("dtype":"F32","shape":[4])")},
      {"InvalidUtf8", safetensors("{\"\xFF\":{}}")},
  };
}

class HostileFileTest : public BadModelTest, public testing::WithParamInterface<Hostile> {};

TEST_P(HostileFileTest, AsWeights) {
  copy_model(kTiny);
  write("model/model.safetensors", GetParam().content);
  expect_refusal(view("model"), 1, "model/model.safetensors", {"model"});
}

TEST_P(HostileFileTest, AsATrace) {
  write("hostile.safetensors", GetParam().content);
  expect_refusal(headscope({"view", "hostile.safetensors"}), 1, "hostile.safetensors",
                 {"hostile.safetensors"});
}

INSTANTIATE_TEST_SUITE_P(All, HostileFileTest, testing::ValuesIn(hostile_files()),
                         [](const auto& test) { return test.param.name; });

class BadTraceTest : public ProgramTest {
 protected:
  Finished view(std::string_view header, const std::vector<float>& values) const {
    write("t.safetensors", safetensors(header, bytes_of(values)));
    return headscope({"view", "t.safetensors"});
  }
};

TEST_F(BadTraceTest, NoSuchFile) {
  expect_refusal(headscope({"view", "none.safetensors"}), 1, "none.safetensors: no such file");
}

TEST_F(BadTraceTest, AFolder) {
  fs::create_directory(folder_ / "x.safetensors");
  expect_refusal(headscope({"view", "x.safetensors"}), 1, "x.safetensors", {"x.safetensors"});
}

TEST_F(BadTraceTest, WeightsAreNoTrace) {
  fs::copy(kTiny + "/model.safetensors", folder_ / "model.safetensors");
  expect_refusal(headscope({"view", "model.safetensors"}), 1, "attentions", {"model.safetensors"});
}

TEST_F(BadTraceTest, RankThree) {
  expect_refusal(
      view(R"({"attentions":{"dtype":"F32","shape":[1,2,2],"data_offsets":[0,16]}})", {1, 0, 0, 1}),
      1, "[1, 2, 2]", {"t.safetensors"});
}

TEST_F(BadTraceTest, MapsThatAreNotSquare) {
  expect_refusal(
      view(R"({"attentions":{"dtype":"F32","shape":[1,1,1,2],"data_offsets":[0,8]}})", {0.5, 0.5}),
      1, "[1, 1, 1, 2]", {"t.safetensors"});
}

TEST_F(BadTraceTest, RowsThatDoNotSumToOneAreAWarning) {
  const Finished run =
      view(R"({"__metadata__":{"tokens":"[\"a\",\"b\"]"},)"
           R"("attentions":{"dtype":"F32","shape":[1,1,2,2],"data_offsets":[0,16]}})",
           {1, 0, 0.5, 0.25});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_THAT(run.err, HasSubstr("headscope: warning: "));
  EXPECT_THAT(run.err, HasSubstr("sum"));
  EXPECT_TRUE(fs::exists(folder_ / "attention.html"));
}

TEST_F(BadTraceTest, WithoutTokensPositionsAreNumberedAndAWarningSaysSo) {
  const Finished run = view(
      R"({"attentions":{"dtype":"F32","shape":[1,1,2,2],"data_offsets":[0,16]}})", {1, 0, 0, 1});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_THAT(run.err, HasSubstr("tokens"));
  EXPECT_TRUE(fs::exists(folder_ / "attention.html"));
}

TEST_F(BadTraceTest, OtherTokensThanPositions) {
  expect_refusal(view(R"({"__metadata__":{"tokens":"[\"a\"]"},)"
                      R"("attentions":{"dtype":"F32","shape":[1,1,2,2],"data_offsets":[0,16]}})",
                      {1, 0, 0, 1}),
                 1, "tokens", {"t.safetensors"});
}

class BadOutputTest : public ProgramTest {};

TEST_F(BadOutputTest, FolderThatIsNotThere) {
  expect_refusal(headscope({"view", "Hello", "--model", kTiny, "-o", "no/page.html"}), 1,
                 "no/page.html: cannot be written: there is no folder no");
  expect_refusal(headscope({"trace", "Hello", "--model", kTiny, "-o", "no/t.safetensors"}), 1,
                 "no/t.safetensors: cannot be written: there is no folder no");
}

TEST_F(BadOutputTest, AFolderInPlaceOfAFile) {
  fs::create_directory(folder_ / "page.html");
  expect_refusal(headscope({"view", "Hello", "--model", kTiny, "-o", "page.html"}), 1,
                 "page.html: cannot be written: Is a directory", {"page.html"});
}

TEST_F(BadOutputTest, AFolderWhereNothingCanBeWritten) {
  expect_refusal(headscope({"view", "Hello", "--model", kTiny, "-o", "/proc/self/page.html"}), 1,
                 "/proc/self/page.html: cannot be written");
}

TEST_F(BadOutputTest, FullDisk) {
  expect_refusal(headscope({"view", "Hello", "--model", kTiny, "-o", "/dev/full"}), 1,
                 "/dev/full: cannot be written: No space left on device");
  expect_refusal(headscope({"trace", "Hello", "--model", kTiny, "-o", "/dev/full"}), 1,
                 "/dev/full: cannot be written: No space left on device");
}

TEST_F(BadOutputTest, NamesAreEscaped) {
  expect_refusal(headscope({"view", "Hello", "--model", kTiny, "-o", "\x1b[2J\n/page.html"}), 1,
                 "\\x1b[2J\\n/page.html");
}

}  // namespace
}  // namespace headscope::cli
