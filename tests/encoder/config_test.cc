// What config.json may say, on checkpoints whose weights stay as they are: every key that changes
// numbers is honoured, or refused by name.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <tuple>
#include <vector>

#include "headscope/error.h"
#include "headscope/model.h"
#include "tests/encoder/reference.h"

namespace headscope {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

const fs::path kTiny = fs::path(HEADSCOPE_TEST_DATA) / "tiny";

/// A copy of a checkpoint whose config.json a test changes.
class VariedConfig : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) / ("headscope-config-" + std::to_string(::getpid()));
  }
  void TearDown() override { fs::remove_all(folder_); }

  void copy(const std::string& name) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    fs::copy_file(kTiny / name / "model.safetensors", folder_ / "model.safetensors");
    config_ = json::parse(std::ifstream(kTiny / name / "config.json"));
  }

  Model load() const {
    std::ofstream(folder_ / "config.json") << config_;
    return Model::load(folder_);
  }

  std::string refusal() const {
    try {
      load();
    } catch (const Error& error) {
      return error.what();
    }
    return "(none)";
  }

  fs::path folder_;
  json config_;
};

Encoding words(std::int32_t first, std::size_t count) {
  Encoding encoding;
  for (std::size_t i = 0; i < count; ++i) {
    encoding.ids.push_back(first + static_cast<std::int32_t>(i));
  }
  encoding.type_ids.assign(count, 0);
  encoding.tokens.assign(count, "x");
  return encoding;
}

// With fewer distances than buckets the logarithm of their ratio is negative. The numbers are those
// of transformers 5.23.
TEST_F(VariedConfig, DebertasBucketsMayRunBackwards) {
  copy("deberta-v2");
  config_["max_relative_positions"] = 3;
  const Trace trace = load().forward(words(20, 12));
  const auto weight = [&](int layer, int head, int from, int to) {
    return trace.attentions.at(layer, head)[static_cast<std::size_t>(from * 12 + to)];
  };
  EXPECT_NEAR(weight(0, 0, 0, 11), 0.00049591, 5e-6);
  EXPECT_NEAR(weight(0, 1, 6, 0), 0.45721710, 5e-6);
  EXPECT_NEAR(weight(1, 2, 11, 3), 0.06454110, 5e-6);
  EXPECT_NEAR(weight(2, 3, 5, 11), 0.02846298, 5e-6);
}

TEST_F(VariedConfig, DistilBertsSizesMayHaveTheNamesOfOtherFamilies) {
  copy("distilbert-classifier");
  const Trace own = load().forward(words(20, 9));
  for (const auto& [its, common] :
       {std::pair("dim", "hidden_size"), std::pair("n_heads", "num_attention_heads"),
        std::pair("n_layers", "num_hidden_layers")}) {
    config_[common] = config_.at(its);
    config_.erase(its);
  }
  const Trace common = load().forward(words(20, 9));
  EXPECT_TRUE(std::equal(own.attentions.values().begin(), own.attentions.values().end(),
                         common.attentions.values().begin(), common.attentions.values().end()));
}

TEST_F(VariedConfig, LabelsAreAsManyAsNumLabelsSays) {
  copy("bert-classifier");
  EXPECT_THAT(load().info().labels, ElementsAre("negative", "neutral", "positive"));
  config_["num_labels"] = 3;
  EXPECT_THAT(load().info().labels, ElementsAre("negative", "neutral", "positive"));
  config_["id2label"] = {{"0", "no"}, {"1", "yes"}};
  EXPECT_THAT(load().info().labels, ElementsAre("LABEL_0", "LABEL_1", "LABEL_2"));
  config_.erase("id2label");
  EXPECT_THAT(load().info().labels, ElementsAre("LABEL_0", "LABEL_1", "LABEL_2"));
  config_.erase("num_labels");
  config_["id2label"] = {{"1", "a"}, {"2", "b"}, {"3", "c"}};
  EXPECT_THAT(load().info().labels, ElementsAre("LABEL_0", "a", "b"));
}

TEST_F(VariedConfig, WhatIsNotHonouredIsRefusedByName) {
  const std::tuple<const char*, const char*, json, const char*> cases[] = {
      {"bert", "per_layer_config", {{"1", {{"hidden_act", "relu"}}}}, "per_layer_config sets"},
      {"bert", "quantization_config", {{"load_in_8bit", true}}, "quantization_config is there"},
      {"xlm-roberta", "pad_token_id", -1, "pad_token_id is -1, it must lie between 0 and 64"},
      {"mpnet", "relative_attention_num_buckets", 16, "relative_attention_num_buckets is 16"},
      {"deberta-v2", "position_buckets", 1, "position_buckets is 1"},
      {"deberta-v2", "max_relative_positions", 5, "position_buckets 8 have one for each distance"},
      {"deberta-v2", "attention_head_size", 4, "attention_head_size is 4"},
      {"deberta-v2", "conv_kernel_size", 2, "conv_kernel_size is 2"},
      {"modernbert", "tie_last_hidden_states", false, "tie_last_hidden_states is false"},
      {"modernbert", "rope_scaling", {{"rope_type", "linear"}}, "rope_scaling is"},
      {"modernbert", "head_dim", 4, "head_dim is 4"},
      {"modernbert", "is_decoder", true, "is_decoder is true"},
      {"modernbert", "classifier_pooling", "last", "classifier_pooling 'last'"},
  };
  for (const auto& [checkpoint, key, value, sentence] : cases) {
    copy(checkpoint);
    config_[key] = value;
    EXPECT_THAT(refusal(), HasSubstr(sentence)) << key;
  }
}

}  // namespace
}  // namespace headscope
