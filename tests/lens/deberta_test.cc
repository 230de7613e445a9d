// DeBERTa's scores as a sum of terms, each a lens, against Hugging Face's attentions.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "headscope/lens.h"
#include "headscope/model.h"
#include "tests/encoder/reference.h"

namespace headscope {
namespace {

/// As tests/encoder holds the attentions to; the softmax of a sum is no further off.
constexpr double kTolerance = 5e-6;

std::vector<float> map_of(const Trace& trace, std::string_view lens, std::int64_t layer,
                          std::int64_t head) {
  const auto n = static_cast<std::size_t>(trace.tokens());
  std::vector<float> map(n * n);
  find_lens(lens).map(trace, layer, head, map);
  return map;
}

/// Softmax of a row of `n` scores, in double precision.
std::vector<double> softmax(const double* scores, std::size_t n) {
  const double most = *std::max_element(scores, scores + n);
  std::vector<double> shares(n);
  double sum = 0;
  for (std::size_t j = 0; j < n; ++j) sum += shares[j] = std::exp(scores[j] - most);
  for (double& share : shares) share /= sum;
  return shares;
}

TEST(DebertaLenses, TheTermsAddUpToScoresWhoseSoftmaxIsHuggingFacesAttention) {
  const auto folder = std::filesystem::path(HEADSCOPE_TEST_DATA) / "tiny/deberta-v2";
  const reference::Reference expected(folder);
  Model model = Model::load(folder);
  double of_scores = 0;
  double of_attention = 0;
  int compared = 0;
  for (const auto& c : expected.cases()) {
    const std::string id = c.at("id");
    if (id == "batch") continue;
    const Trace trace = model.forward(reference::encoding_of(c), {.scores = true, .terms = true});
    const Tensor attentions = expected.tensor(id + ".attentions");
    const auto n = static_cast<std::size_t>(trace.tokens());
    for (std::int64_t layer = 0; layer < trace.layers(); ++layer) {
      for (std::int64_t head = 0; head < trace.heads(); ++head) {
        std::vector<double> sum(n * n);
        for (const std::string_view term : {"c2c", "c2p", "p2c"}) {
          const std::vector<float> map = map_of(trace, term, layer, head);
          for (std::size_t cell = 0; cell < n * n; ++cell) sum[cell] += map[cell];
        }
        const std::vector<float> scores = map_of(trace, "scores", layer, head);
        for (std::size_t cell = 0; cell < n * n; ++cell) {
          const double size = std::max(1.0, std::abs(sum[cell]));
          of_scores = std::max(of_scores, std::abs(sum[cell] - scores[cell]) / size);
        }
        const std::span<const float> theirs = attentions.at(layer, head);
        for (std::size_t i = 0; i < n; ++i) {
          const std::vector<double> row = softmax(&sum[i * n], n);
          for (std::size_t j = 0; j < n; ++j) {
            of_attention = std::max(of_attention, std::abs(row[j] - theirs[i * n + j]));
          }
        }
        ++compared;
      }
    }
  }
  EXPECT_GE(compared, 3 * 3 * 4);
  std::printf("terms: sum off the scores by %.2e of their size, softmax off by %.2e\n", of_scores,
              of_attention);
  EXPECT_LE(of_scores, 1e-6);
  EXPECT_LE(of_attention, kTolerance);
}

}  // namespace
}  // namespace headscope
