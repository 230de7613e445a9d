#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "tests/cli/process.h"

namespace headscope::cli {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

class ModelTest : public ProgramTest {};

TEST_F(ModelTest, SaysWhatItIs) {
  const Finished run = headscope({"model", kMiniLm});
  EXPECT_EQ(run.status, 0) << run.err;
  for (const char* part : {"all-MiniLM-L6-v2", "bert", "BertModel", "30,522", "512 tokens",
                           "WordPiece", "F32", "12 in each layer, 72 in all", "384, 32 a head"}) {
    EXPECT_THAT(run.out, HasSubstr(part));
  }
}

TEST_F(ModelTest, JsonHoldsTheSame) {
  const Finished run = headscope({"model", "--model", kMiniLm, "--json"});
  EXPECT_EQ(run.status, 0) << run.err;
  const json got = json::parse(run.out);
  EXPECT_EQ(got["name"], "all-MiniLM-L6-v2");
  EXPECT_EQ(got["family"], "bert");
  EXPECT_EQ(got["layers"], 6);
  EXPECT_EQ(got["heads"], 12);
  EXPECT_EQ(got["hidden_size"], 384);
  EXPECT_EQ(got["head_dim"], 32);
  EXPECT_EQ(got["vocabulary_size"], 30522);
  EXPECT_EQ(got["max_positions"], 512);
  EXPECT_EQ(got["parameters"], 22713216);
  EXPECT_EQ(got["memory_bytes"], 22713216 * 4);
  EXPECT_EQ(got["tokenizer"], "WordPiece");
}

TEST_F(ModelTest, HalfPrecisionIsNamed) {
  const Finished run = headscope({"model", kData + "/tiny/bert-bf16", "--json"});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(json::parse(run.out)["weights_dtype"], "BF16");
}

TEST_F(ModelTest, SaysWhatItPredicts) {
  const auto predicts = [&](const std::string& name) {
    const Finished run = headscope({"model", kData + "/tiny/" + name, "--json"});
    EXPECT_EQ(run.status, 0) << run.err;
    return json::parse(run.out);
  };
  EXPECT_EQ(predicts("bert-mlm")["task"], "masked-lm");
  EXPECT_THAT(predicts("bert-classifier")["labels"],
              ElementsAre("negative", "neutral", "positive"));
  EXPECT_EQ(predicts("bert-classifier")["predicts"],
            "labels of the text, one of 3: negative neutral positive");
  EXPECT_EQ(predicts("bert-tagger")["task"], "token-classification");
  EXPECT_EQ(predicts("bert-qa")["task"], "question-answering");
  EXPECT_EQ(predicts("electra-discriminator")["task"], "replaced-tokens");
  EXPECT_EQ(predicts("bert")["task"], "none");
}

TEST_F(ModelTest, SaysHowMuchMemoryItTakes) {
  const json got = json::parse(headscope({"model", kTiny, "--json"}).out);
  EXPECT_EQ(got["memory_bytes"], got["parameters"].get<int>() * 4);
  EXPECT_EQ(got["attention_bytes"], 3 * 4 * 64 * 64 * 4);
  EXPECT_THAT(headscope({"model", kTiny}).out,
              HasSubstr("233 kB of weights in float32; 197 kB of attention for 64 tokens"));
}

TEST_F(ModelTest, AHeadThatIsMissingIsNamed) {
  copy_model(kTiny);
  json config = json::parse(read("model/config.json"));
  config["architectures"] = {"BertForMaskedLM"};
  write("model/config.json", config.dump());
  const json got = json::parse(headscope({"model", "model", "--json"}).out);
  EXPECT_EQ(got["task"], "none");
  EXPECT_THAT(
      got["missing"],
      ElementsAre(HasSubstr("the weights have no 'cls.predictions.transform.dense.weight'")));
}

TEST_F(ModelTest, ATokenizerThatIsMissingIsNamedBesideAllElse) {
  copy_model(kTiny);
  for (const char* file : {"tokenizer.json", "tokenizer_config.json", "vocab.txt"}) {
    std::filesystem::remove(folder_ / "model" / file);
  }
  const Finished run = headscope({"model", "model", "--json"});
  EXPECT_EQ(run.status, 0) << run.err;
  const json got = json::parse(run.out);
  EXPECT_TRUE(got["tokenizer"].is_null());
  EXPECT_THAT(got["missing"], ElementsAre(HasSubstr("a tokenizer, so no text can be read: ")));
  EXPECT_EQ(got["layers"], 3);
}

class BenchTest : public ProgramTest {};

TEST_F(BenchTest, TimesEachLength) {
  const Finished run = headscope({"bench", "--model", kTiny, "--tokens", "2,8", "--json"});
  EXPECT_EQ(run.status, 0) << run.err;
  const json got = json::parse(run.out);
  ASSERT_EQ(got["results"].size(), 2u);
  EXPECT_EQ(got["results"][0]["tokens"], 2);
  EXPECT_EQ(got["results"][1]["tokens"], 8);
  for (const json& result : got["results"]) {
    EXPECT_GT(result["min_ms"].get<double>(), 0);
    EXPECT_GE(result["median_ms"].get<double>(), result["min_ms"].get<double>());
  }
}

TEST_F(BenchTest, MoreTokensThanPositionsAreRefused) {
  expect_refusal(headscope({"bench", "--model", kTiny, "--tokens", "65"}), 1, "64");
}

}  // namespace
}  // namespace headscope::cli
