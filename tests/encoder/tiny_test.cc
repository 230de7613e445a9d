// The encoders of small checkpoints against Hugging Face: shapes, dtypes, shards, old names, heads
// on top.
#include <gtest/gtest.h>

#include <string>

#include "headscope/model.h"
#include "tests/encoder/reference.h"

namespace headscope {
namespace {

constexpr double kTinyTolerance = 5e-6;

class Tiny : public testing::TestWithParam<std::string> {
 protected:
  std::filesystem::path folder() const {
    return std::filesystem::path(HEADSCOPE_TEST_DATA) / "tiny" / GetParam();
  }
};

TEST_P(Tiny, EveryCaseIsHuggingFaces) {
  const reference::Reference expected(folder());
  Model model = Model::load(folder());
  EXPECT_TRUE(model.warnings().empty());
  int compared = 0;
  for (const auto& c : expected.cases()) {
    const std::string id = c.at("id");
    if (id == "batch") continue;  // below
    const Trace trace = model.forward(reference::encoding_of(c), Keep::all());
    reference::expect_near(id + ".attentions", trace.attentions.values(),
                           expected.tensor(id + ".attentions").values(), kTinyTolerance);
    reference::expect_close(id + ".hidden_states", trace.hidden_states.values(),
                            expected.tensor(id + ".hidden_states").values());
    const std::pair<const char*, const Tensor*> of_heads[] = {
        {".pooled", &trace.pooled},
        {".logits", &trace.logits},
        {".start_logits", &trace.start_logits},
        {".end_logits", &trace.end_logits}};
    for (const auto& [name, tensor] : of_heads) {
      if (!expected.has(id + name)) continue;
      const Tensor its = expected.tensor(id + name);
      EXPECT_EQ(tensor->shape(), its.shape()) << id << name;
      reference::expect_close(id + name, tensor->values(), its.values());
    }
    ++compared;
  }
  EXPECT_GE(compared, 3);
}

std::string test_name(const testing::TestParamInfo<std::string>& folder) {
  std::string name = folder.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Encoder, Tiny,
                         testing::Values("albert-mlm", "bert", "bert-bf16", "bert-classifier",
                                         "bert-fp16", "bert-legacy", "bert-mlm", "bert-qa",
                                         "bert-sharded", "bert-tagger", "camembert", "deberta-v2",
                                         "distilbert-classifier", "electra-discriminator",
                                         "modernbert", "modernbert-hubconfig", "mpnet",
                                         "roberta-mlm", "xlm-roberta"),
                         test_name);

// Hugging Face pads the shorter text of a batch; each text alone gives the same numbers.
TEST(TinyBatch, EachTextAloneIsThePartThatIsNotPadded) {
  const auto folder = std::filesystem::path(HEADSCOPE_TEST_DATA) / "tiny/bert";
  const reference::Reference expected(folder);
  const auto& batch = expected.cases().back();
  ASSERT_EQ(batch.at("id"), "batch");
  const Tensor padded = expected.tensor("batch.attentions");  // [texts, layers, heads, m, m]
  const std::int64_t m = padded.dim(4);

  Model model = Model::load(folder);
  for (std::size_t text = 0; text < batch.at("input_ids").size(); ++text) {
    std::size_t n = 0;
    for (const int is_real : batch.at("attention_mask")[text]) n += is_real;
    Encoding encoding = reference::encoding_of(
        batch["input_ids"][text], batch["token_type_ids"][text], batch["model_inputs"]);
    encoding.ids.resize(n);
    encoding.type_ids.resize(n);
    encoding.tokens.resize(n);
    const Trace trace = model.forward(encoding);

    std::vector<float> real;
    for (std::int64_t layer = 0; layer < trace.layers(); ++layer) {
      for (std::int64_t head = 0; head < trace.heads(); ++head) {
        const auto map = padded.at(text, layer, head);
        for (std::size_t row = 0; row < n; ++row) {
          const auto from = map.begin() + static_cast<std::ptrdiff_t>(row) * m;
          real.insert(real.end(), from, from + static_cast<std::ptrdiff_t>(n));
        }
      }
    }
    reference::expect_near("batch." + std::to_string(text), trace.attentions.values(), real,
                           kTinyTolerance);
  }
}

}  // namespace
}  // namespace headscope
