#include "checkpoint/weights.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "checkpoint/config.h"
#include "tests/checkpoint/support.h"

namespace headscope::checkpoint {
namespace {

using testing::HasSubstr;
using testing_support::error_of;
using testing_support::safetensors;

/// A file of F32 tensors of shape [2, 3], the i-th filled with bytes of value i.
std::string file_of(const std::vector<std::string>& names, std::string_view dtype = "F32") {
  const std::size_t bytes = dtype == "F32" ? 24 : 48;
  std::string header;
  std::string data;
  for (const std::string& name : names) {
    header += (header.empty() ? "{\"" : ",\"") + name + "\":{\"dtype\":\"" + std::string(dtype) +
              "\",\"shape\":[2,3],\"data_offsets\":[" + std::to_string(data.size()) + "," +
              std::to_string(data.size() + bytes) + "]}";
    data += std::string(bytes, static_cast<char>(data.size() / bytes));
  }
  return safetensors(header + "}", data);
}

class WeightsTest : public testing_support::FolderTest {
 protected:
  Weights open() const { return Weights::open(folder_, "bert"); }
  std::string error() const {
    return error_of([&] { open(); });
  }
  std::string path(const char* name) const { return (folder_ / name).string(); }
};

TEST_F(WeightsTest, FindsNamesWithAndWithoutPrefixAndInBothSpellings) {
  write("model.safetensors", file_of({"bert.a.weight", "b.weight", "bert.c.LayerNorm.gamma",
                                      "d.LayerNorm.beta", "cls.LayerNorm.weight"}));
  const Weights weights = open();
  EXPECT_EQ(weights.find("a.weight")->name, "bert.a.weight");
  EXPECT_EQ(weights.find("bert.a.weight")->name, "bert.a.weight");
  EXPECT_EQ(weights.find("b.weight")->name, "b.weight");
  EXPECT_EQ(weights.find("bert.b.weight")->name, "b.weight");
  EXPECT_EQ(weights.find("c.LayerNorm.weight")->name, "bert.c.LayerNorm.gamma");
  EXPECT_EQ(weights.find("d.LayerNorm.bias")->name, "d.LayerNorm.beta");
  EXPECT_EQ(weights.find("cls.LayerNorm.weight")->name, "cls.LayerNorm.weight");
  EXPECT_EQ(weights.find("c.LayerNorm.bias"), nullptr);
  EXPECT_EQ(weights.find("a"), nullptr);
  EXPECT_EQ(weights.tensors().size(), 5u);
}

TEST_F(WeightsTest, PrefersThePrefixedTensor) {
  write("model.safetensors", file_of({"a.weight", "bert.a.weight"}));
  EXPECT_EQ(open().find("a.weight")->name, "bert.a.weight");
}

TEST_F(WeightsTest, ScopesPutTheirPathInFront) {
  write("model.safetensors", file_of({"bert.encoder.layer.3.output.LayerNorm.gamma"}));
  const Weights weights = open();
  const Weights::Scope layer = weights.scope("encoder.layer.3");
  EXPECT_NE(layer.scope("output").find("LayerNorm.weight"), nullptr);
  EXPECT_EQ(layer.find("LayerNorm.weight"), nullptr);
  EXPECT_EQ(layer.scope("output").require("LayerNorm.weight", {2, 3}).size(), 6);
}

TEST_F(WeightsTest, NamesTheTensorThatIsMissingOrNotAsAskedFor) {
  write("model.safetensors", file_of({"bert.a.weight"}));
  const Weights weights = open();
  const std::string file = path("model.safetensors");
  EXPECT_EQ(error_of([&] {
              weights.require("a.weight", {2, 4});
            }),
            file + ": tensor 'bert.a.weight' is [2, 3], config.json asks for [2, 4]");
  EXPECT_EQ(error_of([&] { weights.require("a.weight", {2}); }),
            file + ": tensor 'bert.a.weight' is [2, 3], config.json asks for [2]");
  EXPECT_EQ(error_of([&] {
              weights.scope("b").require("weight", {2, 4});
            }),
            file +
                ": tensor 'b.weight' is missing, of which config.json asks for [2, 4]; take "
                "config.json and weights from the same checkpoint");
}

TEST_F(WeightsTest, RefusesWeightsThatAreNoFloats) {
  write("model.safetensors", file_of({"a"}, "I64"));
  EXPECT_EQ(error_of([&] {
              open().require("a", {2, 3});
            }),
            path("model.safetensors") + ": tensor 'a' is I64, not F16, BF16, F32 or F64");
}

TEST_F(WeightsTest, SaysWhichFilesItLookedFor) {
  EXPECT_EQ(error(), folder_.string() +
                         ": has no weights: none of model.safetensors, "
                         "model.safetensors.index.json, pytorch_model.bin and "
                         "pytorch_model.bin.index.json is there");
  EXPECT_EQ(error_of([&] { Weights::open(folder_ / "no", "bert"); }),
            path("no") + ": no such folder");
}

TEST_F(WeightsTest, ReadsShards) {
  write("one.safetensors", file_of({"bert.a"}));
  write("two.safetensors", file_of({"b", "extra"}));
  write("model.safetensors.index.json",
        R"({"metadata": {}, "weight_map": {"bert.a": "one.safetensors", "b": "two.safetensors"}})");
  const Weights weights = open();
  EXPECT_EQ(weights.find("a")->file, folder_ / "one.safetensors");
  EXPECT_EQ(weights.find("b")->file, folder_ / "two.safetensors");
  EXPECT_EQ(error_of([&] { weights.require("c", {1}); }),
            path("model.safetensors.index.json") +
                ": tensor 'c' is missing, of which config.json asks for [1]; take config.json and "
                "weights from the same checkpoint");
}

TEST_F(WeightsTest, NamesWhatIsWrongWithAnIndex) {
  const std::string index = path("model.safetensors.index.json");
  const auto error_with = [&](std::string_view text) {
    write("model.safetensors.index.json", text);
    return error();
  };
  write("one.safetensors", file_of({"a"}));
  write("also.safetensors", file_of({"a", "b"}));

  EXPECT_EQ(error_with("{\"weight_map\": {"), index + ": the JSON breaks off at its end");
  EXPECT_EQ(error_with("[]"), index + ": holds a list, not a JSON object");
  EXPECT_EQ(error_with("{}"), index + ": has no object 'weight_map' of tensors and their files");
  EXPECT_EQ(error_with(R"({"weight_map": []})"),
            index + ": has no object 'weight_map' of tensors and their files");
  EXPECT_EQ(error_with(R"({"weight_map": {}})"), index + ": weight_map names no tensor");
  EXPECT_EQ(error_with(R"({"weight_map": {"a": 1}})"),
            index +
                ": weight_map has a whole number for tensor 'a', not the name of a file beside "
                "it");
  for (const char* name : {"../one.safetensors", "/etc/passwd", "a\\\\b", ".", "..", ""}) {
    EXPECT_THAT(error_with(std::string(R"({"weight_map": {"a": ")") + name + "\"}}"),
                HasSubstr("for tensor 'a', not the name of a file beside it"))
        << name;
  }
  EXPECT_THAT(error_with(R"({"weight_map": {"a": "one.safetensors\u0000"}})"),
              HasSubstr("not the name of a file beside it"));
  EXPECT_EQ(error_with(R"({"weight_map": {"a": "no.safetensors"}})"),
            index + ": the file 'no.safetensors' that it names is missing");
  EXPECT_EQ(
      error_with(R"({"weight_map": {"a": "one.safetensors", "b": "one.safetensors"}})"),
      path("one.safetensors") + ": has no tensor 'b', which model.safetensors.index.json promises");
  EXPECT_EQ(error_with(R"({"weight_map": {"a": "one.safetensors", "b": "also.safetensors"}})"),
            path("one.safetensors") + ": tensor 'a' is in " + path("also.safetensors") + " too");
  EXPECT_EQ(error_with(R"({"weight_map": {"a": "one.safetensors", "a": "also.safetensors"}})"),
            index + ": the name 'a' stands twice in one object");
}

TEST_F(WeightsTest, ReadsEveryReferenceCheckpoint) {
  for (const char* name : {"bert", "bert-bf16", "bert-classifier", "bert-fp16", "bert-legacy",
                           "bert-mlm", "bert-qa", "bert-sharded", "bert-tagger"}) {
    const auto folder = std::filesystem::path(HEADSCOPE_TEST_DATA) / "tiny" / name;
    const Config config = Config::read(folder);
    const Weights weights = Weights::open(folder, "bert");
    const std::int64_t hidden = config.integer("hidden_size");
    const Weights::Scope layer = weights.scope("encoder.layer.0");
    EXPECT_NO_THROW(weights.require("embeddings.word_embeddings.weight",
                                    {config.integer("vocab_size"), hidden}))
        << name;
    EXPECT_NO_THROW(layer.require("output.LayerNorm.weight", {hidden})) << name;
    EXPECT_NO_THROW(layer.require("attention.output.LayerNorm.bias", {hidden})) << name;
  }
}

}  // namespace
}  // namespace headscope::checkpoint
