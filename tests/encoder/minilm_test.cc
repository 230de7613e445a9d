// The real weights of all-MiniLM-L6-v2 against Hugging Face: every tensor, up to 512 tokens.
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <string>

#include "headscope/model.h"
#include "kernels/target.h"
#include "tests/encoder/reference.h"

namespace headscope {
namespace {

namespace fs = std::filesystem;

constexpr double kTolerance = 1e-5;
constexpr double kSoftmaxTolerance = 1e-6;
constexpr double kHalfTolerance = 5e-4;

class MiniLm : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    ASSERT_TRUE(fs::exists(fs::path(HEADSCOPE_MINILM) / "model.safetensors"))
        << HEADSCOPE_MINILM << " holds no weights; run scripts/setup first";
  }

  const reference::Reference expected_{fs::path(HEADSCOPE_TEST_DATA) / "minilm"};

  const reference::Json& case_of(const std::string& id) const {
    for (const auto& c : expected_.cases()) {
      if (c.at("id") == id) return c;
    }
    throw std::out_of_range(id);
  }
};

void expect_softmax(const std::string& name, const Trace& trace) {
  const std::int64_t n = trace.tokens();
  std::vector<float> softmax(static_cast<std::size_t>(trace.scores.size()));
  for (std::int64_t row = 0; row < trace.scores.size() / n; ++row) {
    const float* const scores = trace.scores.data() + row * n;
    const float largest = *std::max_element(scores, scores + n);
    double sum = 0;
    for (std::int64_t i = 0; i < n; ++i) sum += std::exp(double{scores[i]} - largest);
    for (std::int64_t i = 0; i < n; ++i) {
      softmax[static_cast<std::size_t>(row * n + i)] =
          static_cast<float>(std::exp(double{scores[i]} - largest) / sum);
    }
  }
  reference::expect_near(name, trace.attentions.values(), softmax, kSoftmaxTolerance);
}

TEST_F(MiniLm, EveryTensorIsHuggingFaces) {
  Model model = Model::load(HEADSCOPE_MINILM);
  for (const auto& c : expected_.cases()) {
    const std::string id = c.at("id");
    const std::string keep = c.at("keep");
    if (keep != "all" && keep != "attentions") continue;
    const Trace trace = model.forward(reference::encoding_of(c), Keep::all());
    reference::expect_near(id + ".attentions", trace.attentions.values(),
                           expected_.tensor(id + ".attentions").values(), kTolerance);
    expect_softmax("softmax(" + id + ".scores)", trace);
    if (keep != "all") continue;
    const std::pair<const char*, const Tensor*> tensors[] = {
        {".scores", &trace.scores},
        {".queries", &trace.queries},
        {".keys", &trace.keys},
        {".values", &trace.values},
        {".hidden_states", &trace.hidden_states},
        {".pooled", &trace.pooled}};
    for (const auto& [name, tensor] : tensors) {
      const Tensor reference = expected_.tensor(id + name);
      EXPECT_EQ(tensor->shape(), reference.shape()) << id << name;
      reference::expect_close(id + name, tensor->values(), reference.values());
    }
  }
}

TEST_F(MiniLm, AParagraphIsHuggingFacesInFloat16) {
  Model model = Model::load(HEADSCOPE_MINILM);
  const Trace trace = model.forward(reference::encoding_of(case_of("paragraph")));
  for (const int layer : {0, 5}) {
    const std::string name = "paragraph.attentions." + std::to_string(layer);
    reference::expect_near(name, trace.attentions.at(layer), expected_.tensor(name).values(),
                           kHalfTolerance);
  }
}

TEST_F(MiniLm, FiveHundredAndTwelveTokensHaveHuggingFacesSummary) {
  Model model = Model::load(HEADSCOPE_MINILM);
  const Trace trace = model.forward(reference::encoding_of(case_of("long")));
  const std::int64_t n = trace.tokens();
  ASSERT_EQ(n, 512);
  Tensor entropies({trace.layers(), trace.heads(), n});
  Tensor sums({trace.layers(), trace.heads(), n});
  for (std::int64_t layer = 0; layer < trace.layers(); ++layer) {
    for (std::int64_t head = 0; head < trace.heads(); ++head) {
      const auto map = trace.attentions.at(layer, head);
      std::vector<double> column_sums(static_cast<std::size_t>(n));
      for (std::int64_t row = 0; row < n; ++row) {
        double entropy = 0;
        for (std::int64_t column = 0; column < n; ++column) {
          const double weight = map[static_cast<std::size_t>(row * n + column)];
          if (weight > 0) entropy -= weight * std::log(weight);
          column_sums[static_cast<std::size_t>(column)] += weight;
        }
        entropies.at(layer, head, row)[0] = static_cast<float>(entropy);
      }
      std::copy(column_sums.begin(), column_sums.end(), sums.at(layer, head).begin());
    }
  }
  reference::expect_close("long.row_entropy", entropies.values(),
                          expected_.tensor("long.row_entropy").values());
  reference::expect_close("long.attention_checksum", sums.values(),
                          expected_.tensor("long.attention_checksum").values());
}

TEST_F(MiniLm, TheSameBitsWhateverTheThreadCount) {
  for (const char* id : {"amazing", "pair", "paragraph"}) {
    const Encoding encoding = reference::encoding_of(case_of(id));
    Trace first;
    for (const int threads : {1, 2, 3}) {
      Model model = Model::load(HEADSCOPE_MINILM, {.threads = threads});
      const Trace trace = model.forward(encoding, Keep::all());
      if (threads == 1) {
        first = model.forward(encoding, Keep::all());
      }
      for (const auto member : {&Trace::attentions, &Trace::hidden_states, &Trace::scores,
                                &Trace::values, &Trace::pooled}) {
        const Tensor& a = first.*member;
        const Tensor& b = trace.*member;
        ASSERT_EQ(a.size(), b.size());
        EXPECT_EQ(std::memcmp(a.data(), b.data(), static_cast<std::size_t>(a.size()) * 4), 0)
            << id << ", " << threads << " threads";
      }
    }
  }
}

TEST_F(MiniLm, EveryInstructionSetIsExact) {
  const std::string best = kernels::target();
  for (const std::string& target : kernels::targets()) {
    kernels::use_target(target);
    Model model = Model::load(HEADSCOPE_MINILM);
    for (const char* id : {"amazing", "pair"}) {
      const Trace trace = model.forward(reference::encoding_of(case_of(id)));
      reference::expect_near(target + " " + id, trace.attentions.values(),
                             expected_.tensor(std::string(id) + ".attentions").values(),
                             kTolerance);
    }
  }
  kernels::use_target(best);
}

}  // namespace
}  // namespace headscope
