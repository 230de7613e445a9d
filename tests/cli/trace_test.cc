#include "headscope/trace.h"

#include <gmock/gmock.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "checkpoint/safetensors.h"
#include "tests/cli/process.h"

namespace headscope::cli {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

class TraceTest : public ProgramTest {
 protected:
  std::vector<std::string> tensors(const std::string& file) const {
    const auto trace = checkpoint::SafetensorsFile::open(folder_ / file);
    std::vector<std::string> names;
    for (const auto& tensor : trace.tensors()) names.push_back(tensor.name);
    return names;
  }
};

TEST_F(TraceTest, AttentionsAreAlwaysKept) {
  const Finished run = headscope({"trace", "Hello there", "--model", kTiny});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(files(), std::set<std::string>{"trace.safetensors"});
  EXPECT_THAT(tensors("trace.safetensors"), ElementsAre("attentions"));
}

TEST_F(TraceTest, KeepsWhatIsNamed) {
  const Finished run = headscope(
      {"trace", "Hello there", "--model", kTiny, "-o", "t.safetensors", "--keep", "queries,keys"});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_THAT(tensors("t.safetensors"), UnorderedElementsAre("attentions", "queries", "keys"));
}

TEST_F(TraceTest, KeepsAll) {
  const Finished run = headscope({"trace", "Hello there", "--model", kTiny, "--keep", "all"});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_THAT(tensors("trace.safetensors"),
              UnorderedElementsAre("attentions", "scores", "queries", "keys", "values",
                                   "hidden_states", "pooled"));
}

TEST_F(TraceTest, NumbersAreTheReferences) {
  const Finished run = headscope(
      {"trace", "Transformers are amazing!", "--model", kMiniLm, "--keep", "hidden_states,scores"});
  ASSERT_EQ(run.status, 0) << run.err;
  const Trace trace = load_trace(folder_ / "trace.safetensors").trace;
  EXPECT_EQ(trace.model, "all-MiniLM-L6-v2");
  EXPECT_THAT(trace.encoding.tokens,
              ElementsAre("[CLS]", "transformers", "are", "amazing", "!", "[SEP]"));

  const auto reference = checkpoint::SafetensorsFile::open(kData + "/minilm/expected.safetensors");
  const auto largest_difference = [&](const Tensor& got, std::string_view name) {
    const auto* expected = reference.find(name);
    EXPECT_NE(expected, nullptr) << name;
    EXPECT_EQ(got.shape(), expected->shape) << name;
    std::vector<float> values(static_cast<std::size_t>(expected->size()));
    checkpoint::widen(*expected, values);
    float largest = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      largest = std::max(largest, std::abs(values[i] - got.values()[i]));
    }
    return largest;
  };
  EXPECT_LE(largest_difference(trace.attentions, "amazing.attentions"), 1e-5f);
  EXPECT_LE(largest_difference(trace.hidden_states, "amazing.hidden_states"), 1e-4f);
}

TEST_F(TraceTest, JsonNamesTheTensors) {
  const Finished run =
      headscope({"trace", "Hello", "--model", kTiny, "--keep", "hidden_states", "--json"});
  EXPECT_EQ(run.status, 0) << run.err;
  const json got = json::parse(run.out);
  const auto n = got["tokens"].size();
  EXPECT_EQ(got["model"], "bert");
  EXPECT_EQ(got["tensors"]["attentions"], json({3, 4, n, n}));
  EXPECT_EQ(got["tensors"]["hidden_states"], json({4, n, 32}));
  EXPECT_EQ(got["file"], "trace.safetensors");
  EXPECT_EQ(got["bytes"], std::filesystem::file_size(folder_ / "trace.safetensors"));
}

TEST_F(TraceTest, SaysWhatItWrote) {
  const Finished run = headscope({"trace", "Hello there", "--model", kTiny});
  EXPECT_THAT(run.out, HasSubstr("attentions  [3, 4, "));
  EXPECT_THAT(run.out, HasSubstr("file        trace.safetensors  "));
}

TEST_F(TraceTest, TheSameFileWhateverTheThreads) {
  for (const char* threads : {"1", "2"}) {
    const Finished run = headscope({"trace", "Transformers are amazing!", "--model", kMiniLm,
                                    "--keep", "all", "--threads", threads, "-o", threads});
    ASSERT_EQ(run.status, 0) << run.err;
  }
  EXPECT_EQ(read("1"), read("2"));
}

TEST_F(TraceTest, APoolerThatIsNotThereCannotBeAskedFor) {
  const std::string tagger = kData + "/tiny/bert-tagger";
  expect_refusal(headscope({"trace", "Hello", "--model", tagger, "--keep", "pooled"}), 1,
                 "has no pooler");
  const Finished run = headscope({"trace", "Hello", "--model", tagger, "--keep", "all"});
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_THAT(tensors("trace.safetensors"), testing::Not(testing::Contains("pooled")));
}

}  // namespace
}  // namespace headscope::cli
