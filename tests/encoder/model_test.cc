// Loading and running: memory that is used again, and every way in which a folder or an input can
// be wrong.
#include "headscope/model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>

#include "headscope/error.h"
#include "tests/encoder/reference.h"

namespace headscope {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const fs::path kTiny = fs::path(HEADSCOPE_TEST_DATA) / "tiny";

Encoding some_tokens(std::size_t count) {
  Encoding encoding;
  encoding.ids.assign(count, 20);
  encoding.type_ids.assign(count, 0);
  encoding.tokens.assign(count, "x");
  return encoding;
}

std::string message_of(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    return error.what();
  }
  return "(no error)";
}

/// A copy of tiny/bert whose files a test may spoil.
class SpoiltFolder : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) / ("headscope-model-" + std::to_string(::getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    fs::copy_file(kTiny / "bert/config.json", folder_ / "config.json");
    fs::copy_file(kTiny / "bert/model.safetensors", folder_ / "model.safetensors");
  }
  void TearDown() override { fs::remove_all(folder_); }

  void set_config(const std::string& key, const nlohmann::json& value) {
    nlohmann::json config = nlohmann::json::parse(std::ifstream(folder_ / "config.json"));
    if (value.is_discarded()) {
      config.erase(key);
    } else {
      config[key] = value;
    }
    std::ofstream(folder_ / "config.json") << config;
  }

  /// Overwrites the first number of a tensor.
  void poison(const std::string& name, float value) {
    std::ptrdiff_t offset;
    {
      const auto file = checkpoint::SafetensorsFile::open(folder_ / "model.safetensors");
      offset = file.find(name)->data.data() - file.tensors().front().data.data();
    }
    std::fstream stream(folder_ / "model.safetensors",
                        std::ios::in | std::ios::out | std::ios::binary);
    std::uint64_t header = 0;
    stream.read(reinterpret_cast<char*>(&header), sizeof header);
    stream.seekp(static_cast<std::streamoff>(8 + header) + offset);
    stream.write(reinterpret_cast<const char*>(&value), sizeof value);
  }

  std::string load_error() const {
    return message_of([&] { Model::load(folder_); });
  }

  fs::path folder_;
};

TEST(Model, SaysWhatItIs) {
  const Model model = Model::load(kTiny / "bert");
  const ModelInfo& info = model.info();
  EXPECT_EQ(info.name, "bert");
  EXPECT_EQ(info.family, "bert");
  EXPECT_EQ(info.architecture, "BertModel");
  EXPECT_EQ(info.layers, 3);
  EXPECT_EQ(info.heads, 4);
  EXPECT_EQ(info.hidden_size, 32);
  EXPECT_EQ(info.head_dim, 8);
  EXPECT_EQ(info.max_positions, 64);
  EXPECT_EQ(info.weights_dtype, "F32");
  const std::int64_t layer = 4 * (32 * 32 + 32) + 2 * 32 * 64 + 64 + 32 + 4 * 32;
  EXPECT_EQ(info.parameters, (918 + 64 + 2) * 32 + 2 * 32 + 3 * layer + 32 * 32 + 32);
}

TEST(Model, KeepsOnlyWhatIsAskedFor) {
  Model model = Model::load(kTiny / "bert");
  const Trace trace = model.forward(some_tokens(5), {.queries = true, .hidden_states = true});
  EXPECT_EQ(trace.attentions.shape(), (Tensor::Shape{3, 4, 5, 5}));
  EXPECT_EQ(trace.queries.shape(), (Tensor::Shape{3, 4, 5, 8}));
  EXPECT_EQ(trace.hidden_states.shape(), (Tensor::Shape{4, 5, 32}));
  EXPECT_TRUE(trace.scores.empty());
  EXPECT_TRUE(trace.keys.empty());
  EXPECT_TRUE(trace.values.empty());
  EXPECT_TRUE(trace.pooled.empty());
}

TEST(Model, ATraceIsUsedAgainWithoutAllocating) {
  Model model = Model::load(kTiny / "bert");
  Trace trace;
  model.forward(some_tokens(9), Keep::all(), trace);
  const float* const memory = trace.attentions.data();
  model.forward(some_tokens(3), {}, trace);
  EXPECT_EQ(trace.attentions.data(), memory);
  EXPECT_TRUE(trace.scores.empty());

  const Trace fresh = model.forward(some_tokens(3));
  EXPECT_EQ(std::memcmp(trace.attentions.data(), fresh.attentions.data(),
                        static_cast<std::size_t>(fresh.attentions.size()) * 4),
            0);
}

TEST(Model, RefusesInputsThatItCannotRun) {
  Model model = Model::load(kTiny / "bert");
  EXPECT_THAT(message_of([&] { model.forward(some_tokens(65)); }),
              HasSubstr("the text has 65 tokens, special tokens included, and bert takes at most "
                        "64"));
  EXPECT_THAT(message_of([&] { model.forward(Encoding()); }), HasSubstr("no tokens"));
  Encoding outside = some_tokens(3);
  outside.ids[1] = 918;
  EXPECT_THAT(message_of([&] { model.forward(outside); }), HasSubstr("token 1 has the id 918"));
  Encoding third_segment = some_tokens(3);
  third_segment.type_ids[2] = 2;
  EXPECT_THAT(message_of([&] { model.forward(third_segment); }), HasSubstr("segment 2"));
  Encoding without_ids = some_tokens(3);
  without_ids.ids.clear();
  EXPECT_THAT(message_of([&] { model.forward(without_ids); }), HasSubstr("no ids"));
}

TEST_F(SpoiltFolder, UnknownArchitecturesAreNamedWithTheKnownOnes) {
  set_config("model_type", "gpt2");
  EXPECT_THAT(load_error(),
              HasSubstr("the architecture 'gpt2' is not supported; known are albert, bert, "));
}

TEST_F(SpoiltFolder, AMissingModelTypeIsToldByTheClass) {
  set_config("model_type", nlohmann::json(nlohmann::json::value_t::discarded));
  EXPECT_EQ(Model::load(folder_).info().family, "bert");
  set_config("architectures", nlohmann::json(nlohmann::json::value_t::discarded));
  EXPECT_THAT(load_error(), HasSubstr("neither model_type nor architectures"));
}

TEST_F(SpoiltFolder, WhatChangesNumbersIsHonouredOrRefusedByName) {
  const std::tuple<const char*, nlohmann::json, const char*> cases[] = {
      {"hidden_act", "mish", "hidden_act 'mish' is not supported; known are gelu"},
      {"position_embedding_type", "relative_key", "position_embedding_type 'relative_key'"},
      {"is_decoder", true, "is_decoder is true"},
      {"num_attention_heads", 5, "hidden_size 32 cannot be shared out among 5 heads"},
      {"hidden_size", 0, "hidden_size is 0"},
      {"num_hidden_layers", -1, "num_hidden_layers is -1"},
      {"vocab_size", std::int64_t{1} << 60, "vocab_size is 1152921504606846976"},
      {"layer_norm_eps", -1.0, "layer_norm_eps is -1"},
      {"hidden_size", "wide", "hidden_size"},
  };
  for (const auto& [key, value, message] : cases) {
    SetUp();
    set_config(key, value);
    EXPECT_THAT(load_error(), HasSubstr(message)) << key;
  }
}

TEST_F(SpoiltFolder, AWrongShapeNamesFileTensorAndBothShapes) {
  set_config("intermediate_size", 65);
  EXPECT_THAT(load_error(),
              HasSubstr((folder_ / "model.safetensors").string() +
                        ": tensor 'encoder.layer.0.intermediate.dense.weight' is [64, 32], "
                        "config.json asks for [65, 32]"));
}

TEST_F(SpoiltFolder, MoreLayersThanTheFileHasNamesTheMissingTensor) {
  set_config("num_hidden_layers", 4);
  EXPECT_THAT(load_error(), HasSubstr("encoder.layer.3.attention.self.query.weight"));
}

TEST_F(SpoiltFolder, NanInWeightsIsAWarningThatNamesTheTensor) {
  poison("encoder.layer.1.attention.self.key.weight", std::numeric_limits<float>::quiet_NaN());
  poison("embeddings.LayerNorm.bias", std::numeric_limits<float>::infinity());
  const Model model = Model::load(folder_);
  ASSERT_EQ(model.warnings().size(), 2u);
  EXPECT_THAT(model.warnings()[0], HasSubstr("'embeddings.LayerNorm.bias' holds NaN"));
  EXPECT_THAT(model.warnings()[1], HasSubstr("'encoder.layer.1.attention.self.key.weight'"));
}

TEST_F(SpoiltFolder, NanInAWordIsAWarningOnceATextHasIt) {
  poison("embeddings.word_embeddings.weight", std::numeric_limits<float>::quiet_NaN());  // of id 0
  Model model = Model::load(folder_);
  model.forward(some_tokens(3));
  EXPECT_TRUE(model.warnings().empty());
  Encoding encoding = some_tokens(3);
  encoding.ids[2] = 0;
  model.forward(encoding);
  ASSERT_EQ(model.warnings().size(), 1u);
  EXPECT_THAT(model.warnings()[0], HasSubstr("'embeddings.word_embeddings.weight, row 0'"));
}

TEST_F(SpoiltFolder, AModelWithoutPoolerRuns) {
  // The names that the pooler is looked for by are made unknown ones of the same length.
  std::ifstream in(folder_ / "model.safetensors", std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(in)), {});
  for (std::size_t at; (at = bytes.find("pooler.")) != std::string::npos;) bytes[at] = 'q';
  std::ofstream(folder_ / "model.safetensors", std::ios::binary) << bytes;
  Model model = Model::load(folder_);
  EXPECT_TRUE(model.forward(some_tokens(3), Keep::all()).pooled.empty());
}

}  // namespace
}  // namespace headscope
