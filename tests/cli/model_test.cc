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
