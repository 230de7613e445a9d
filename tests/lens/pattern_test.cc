#include "headscope/pattern.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "checkpoint/safetensors.h"

namespace headscope {
namespace {

using testing::FloatNear;

Tensor read_tensor(const std::string& file, std::string_view name) {
  const auto opened = checkpoint::SafetensorsFile::open(HEADSCOPE_TEST_DATA "/" + file);
  const checkpoint::TensorView* view = opened.find(name);
  Tensor tensor(view->shape);
  checkpoint::widen(*view, tensor.values());
  return tensor;
}

/// The real bert-base-uncased on "Transformers are amazing!".
Trace bert_base() {
  Trace trace;
  trace.attentions =
      read_tensor("bert-base-uncased/transformers-are-amazing.safetensors", "attentions");
  trace.encoding.tokens = {"[CLS]", "transformers", "are", "amazing", "!", "[SEP]"};
  trace.encoding.special = {true, false, false, false, false, true};
  return trace;
}

/// The real MiniLM on a pair of sentences, 18 tokens.
Trace minilm_pair() {
  Trace trace;
  trace.attentions = read_tensor("minilm/expected.safetensors", "pair.attentions");
  std::ifstream file(HEADSCOPE_TEST_DATA "/minilm/cases.json");
  for (const auto& one : nlohmann::json::parse(file)) {
    if (one["id"] != "pair") continue;
    trace.encoding.ids = one["input_ids"].get<std::vector<std::int32_t>>();
    for (const int special : one["special_tokens_mask"]) {
      trace.encoding.special.push_back(special != 0);
    }
  }
  return trace;
}

std::map<std::string, int> count(const std::vector<HeadSummary>& heads) {
  std::map<std::string, int> counts;
  for (const HeadSummary& head : heads) ++counts[std::string(to_string(head.pattern))];
  return counts;
}

/// "L2 H0" of the head with the pattern and the largest value of its field.
std::string best(const Trace& trace, Pattern pattern, float HeadSummary::*field) {
  const std::vector<HeadSummary> heads = summarize(trace);
  std::size_t at = heads.size();
  for (std::size_t i = 0; i < heads.size(); ++i) {
    if (heads[i].pattern != pattern) continue;
    if (at == heads.size() || heads[i].*field > heads[at].*field) at = i;
  }
  const auto per_layer = static_cast<std::size_t>(trace.heads());
  return fmt::format("L{} H{}", at / per_layer, at % per_layer);
}

TEST(PatternTest, BertBaseHasThePatternsOfTheDesign) {
  const Trace trace = bert_base();
  const std::map<std::string, int> expected = {{"next", 15},   {"previous", 14}, {"itself", 9},
                                               {"nearby", 13}, {"cls", 20},      {"sep", 73}};
  EXPECT_EQ(count(summarize(trace)), expected);
  EXPECT_EQ(best(trace, Pattern::kNext, &HeadSummary::next), "L2 H0");
  EXPECT_EQ(best(trace, Pattern::kPrevious, &HeadSummary::previous), "L3 H5");
  EXPECT_EQ(best(trace, Pattern::kItself, &HeadSummary::itself), "L10 H10");
  EXPECT_EQ(best(trace, Pattern::kNearby, &HeadSummary::nearby), "L0 H8");
  EXPECT_EQ(best(trace, Pattern::kClsSink, &HeadSummary::cls), "L1 H7");
  EXPECT_EQ(best(trace, Pattern::kSepSink, &HeadSummary::sep), "L11 H7");
}

TEST(PatternTest, MiniLmOnAPairHasThePatternsOfTheDesign) {
  const Trace trace = minilm_pair();
  const std::vector<HeadSummary> heads = summarize(trace);
  const std::map<std::string, int> expected = {{"next", 4},   {"previous", 5}, {"nearby", 9},
                                               {"broad", 11}, {"mixed", 32},   {"cls", 11}};
  EXPECT_EQ(count(heads), expected);
  EXPECT_EQ(best(trace, Pattern::kPrevious, &HeadSummary::previous), "L0 H2");
  EXPECT_EQ(best(trace, Pattern::kNext, &HeadSummary::next), "L1 H8");
  EXPECT_EQ(best(trace, Pattern::kNearby, &HeadSummary::nearby), "L3 H8");
  EXPECT_EQ(best(trace, Pattern::kBroad, &HeadSummary::entropy), "L0 H3");
  EXPECT_THAT(heads[0 * 12 + 2].previous, FloatNear(0.98F, 0.005F));
  EXPECT_THAT(heads[1 * 12 + 8].next, FloatNear(0.66F, 0.005F));
  const HeadSummary& card = heads[3 * 12 + 1];
  EXPECT_EQ(card.pattern, Pattern::kNearby);
  EXPECT_THAT(card.nearby, FloatNear(0.29F, 0.005F));
  EXPECT_THAT(card.cls, FloatNear(0.47F, 0.005F));
  EXPECT_THAT(card.entropy, FloatNear(0.49F, 0.005F));
  EXPECT_THAT(card.distance, FloatNear(5.9F, 0.05F));
}

/// One head over [CLS], words and [SEP], whose rows are all 0 until they are set.
class OneHead {
 public:
  explicit OneHead(std::vector<std::string> tokens) : n_(tokens.size()) {
    trace.encoding.special.assign(n_, false);
    trace.encoding.special.front() = trace.encoding.special.back() = true;
    trace.encoding.tokens = std::move(tokens);
    const auto n = static_cast<std::int64_t>(n_);
    trace.attentions.resize({1, 1, n, n});
    std::fill_n(trace.attentions.data(), n * n, 0.0F);
  }
  void set(std::size_t from, std::size_t to, float weight) {
    trace.attentions.data()[from * n_ + to] = weight;
  }
  HeadSummary summary() const { return summarize(trace).front(); }

  Trace trace;

 private:
  std::size_t n_;
};

TEST(PatternTest, RowsOfSpecialTokensDoNotCount) {
  OneHead head({"[CLS]", "a", "b", "[SEP]"});
  head.set(0, 0, 1);
  head.set(1, 1, 1);
  head.set(2, 2, 1);
  head.set(3, 0, 1);
  const HeadSummary summary = head.summary();
  EXPECT_EQ(summary.pattern, Pattern::kItself);
  EXPECT_EQ(summary.itself, 1);
  EXPECT_EQ(summary.cls, 0);
  EXPECT_EQ(summary.entropy, 0);
}

TEST(PatternTest, TheLargerSinkWins) {
  OneHead head({"[CLS]", "a", "[SEP]"});
  head.set(1, 0, 0.3F);
  head.set(1, 1, 0.34F);
  head.set(1, 2, 0.36F);
  EXPECT_EQ(head.summary().pattern, Pattern::kSepSink);
  head.set(1, 0, 0.36F);
  head.set(1, 2, 0.3F);
  EXPECT_EQ(head.summary().pattern, Pattern::kClsSink);
}

TEST(PatternTest, SharesAreMeasuredAgainstTheRest) {
  OneHead head({"[CLS]", "a", "b", "c", "d", "e", "[SEP]"});
  for (std::size_t word = 1; word <= 5; ++word) {
    head.set(word, 0, 0.5F);
    head.set(word, word, 0.21F);  // 42 % of the rest
    head.set(word, word == 1 ? 5 : 1, 0.29F);
  }
  EXPECT_EQ(head.summary().pattern, Pattern::kItself);
}

TEST(PatternTest, TheSameWordElsewhereIsFoundByIdOrByToken) {
  OneHead head({"[CLS]", "a", "x", "y", "z", "a", "[SEP]"});
  for (const std::size_t word : {2, 3, 4}) head.set(word, 0, 1);
  head.set(1, 5, 1);
  head.set(5, 1, 1);
  EXPECT_FLOAT_EQ(head.summary().same_word, 0.4F);
  EXPECT_EQ(head.summary().pattern, Pattern::kSameWord);
  head.trace.encoding.ids = {101, 7, 8, 9, 10, 11, 102};
  EXPECT_EQ(head.summary().same_word, 0);
}

TEST(PatternTest, NearbyIsThreeTokensAwayWithoutItself) {
  OneHead head({"[CLS]", "a", "b", "c", "d", "e", "[SEP]"});
  for (std::size_t word = 1; word <= 5; ++word) head.set(word, 0, 1);
  head.set(1, 0, 0);
  head.set(1, 1, 0.125F);
  head.set(1, 4, 0.25F);
  head.set(1, 5, 0.625F);
  EXPECT_FLOAT_EQ(head.summary().nearby, 0.25F / 5);
}

TEST(PatternTest, PunctuationIsASharePerRow) {
  OneHead head({"[CLS]", "a", ",", "b", "##!", "[SEP]"});
  for (const std::size_t word : {1, 2, 3, 4}) head.set(word, 0, 1);
  head.set(1, 2, 0.5F);
  head.set(3, 4, 0.25F);
  head.set(0, 2, 1);  // a special token's row
  EXPECT_FLOAT_EQ(head.summary().punctuation, (0.5F + 0.25F) / 4);
}

TEST(PatternTest, ConfidenceIsTheLargestWeightToAWord) {
  OneHead head({"[CLS]", "a", "b", "[SEP]"});
  head.set(0, 1, 1);
  head.set(1, 0, 0.5F);
  head.set(1, 1, 0.125F);
  head.set(1, 2, 0.375F);
  head.set(2, 3, 0.75F);
  head.set(2, 1, 0.25F);
  EXPECT_FLOAT_EQ(head.summary().confidence, (0.375F + 0.25F) / 2);
}

TEST(PatternTest, DistanceIsWeightedByAttention) {
  OneHead head({"[CLS]", "a", "b", "[SEP]"});
  head.set(0, 3, 1);
  head.set(1, 0, 0.5F);   // 1 away
  head.set(1, 3, 0.5F);   // 2 away
  head.set(2, 2, 0.75F);  // 0 away
  head.set(2, 0, 0.25F);  // 2 away
  EXPECT_FLOAT_EQ(head.summary().distance, (0.5F * 1 + 0.5F * 2 + 0.25F * 2) / 2);
  head.set(2, 2, 0);  // what is missing from a row does not count
  EXPECT_FLOAT_EQ(head.summary().distance, (0.5F * 1 + 0.5F * 2 + 0.25F * 2) / 1.25F);
}

TEST(PatternTest, EvenRowsAreBroad) {
  std::vector<std::string> tokens(20, "");
  for (std::size_t i = 0; i < tokens.size(); ++i) tokens[i] = std::to_string(i);
  OneHead head(tokens);
  std::fill_n(head.trace.attentions.data(), 400, 0.05F);
  EXPECT_EQ(head.summary().pattern, Pattern::kBroad);
  EXPECT_NEAR(head.summary().entropy, 1, 1e-6);
}

TEST(PatternTest, SpecialTokensAloneAreMixedAndZero) {
  OneHead head({"[CLS]", "[SEP]"});
  std::fill_n(head.trace.attentions.data(), 4, 0.5F);
  const HeadSummary summary = head.summary();
  EXPECT_EQ(summary.pattern, Pattern::kMixed);
  EXPECT_EQ(summary.cls + summary.sep + summary.next + summary.entropy, 0);
  EXPECT_EQ(summary.confidence + summary.distance, 0);
}

TEST(PatternTest, WithoutMarksEveryTokenIsAWord) {
  OneHead head({"[CLS]", "a", "[SEP]"});
  head.trace.encoding.special.clear();
  for (std::size_t token = 0; token < 3; ++token) head.set(token, 0, 1);
  EXPECT_EQ(head.summary().cls, 0);
  EXPECT_FLOAT_EQ(head.summary().itself, 1.0F / 3);
  EXPECT_FLOAT_EQ(head.summary().previous, 1.0F / 3);
}

TEST(PatternTest, EntropyIsOfTheTokensInTheRowsWindow) {
  OneHead head({"[CLS]", "a", "b", "c", "[SEP]"});
  head.trace.windows = {{{1, 3}, {2, 4}}, {-1, 0, 0, 1, -1}};
  for (const std::size_t from : {1, 2}) {
    for (const std::size_t to : {0, 1, 2, 4}) head.set(from, to, 0.25F);
  }
  for (const std::size_t to : {0, 2, 3, 4}) head.set(3, to, 0.25F);
  EXPECT_FLOAT_EQ(head.summary().entropy, 1) << "each row is even over all four that it met";
}

TEST(PatternTest, OneTokenAlone) {
  OneHead head({"a"});
  head.trace.encoding.special = {false};
  head.set(0, 0, 1);
  EXPECT_EQ(head.summary().pattern, Pattern::kItself);
  EXPECT_EQ(head.summary().entropy, 0);
}

TEST(PatternTest, WeightsThatAreNoNumbersCountAsZero) {
  OneHead head({"[CLS]", "a", "[SEP]"});
  std::fill_n(head.trace.attentions.data(), 9, std::numeric_limits<float>::quiet_NaN());
  const HeadSummary summary = head.summary();
  EXPECT_EQ(summary.pattern, Pattern::kMixed);
  EXPECT_EQ(summary.cls, 0);
  EXPECT_EQ(summary.entropy, 0);
}

TEST(PatternTest, TheSameBitsWhateverTheThreads) {
  Trace trace;
  trace.attentions.resize({3, 4, 160, 160});
  for (std::int64_t i = 0; i < trace.attentions.size(); ++i) {
    trace.attentions.data()[i] = static_cast<float>(i * 7919 % 1000) / 80000;
  }
  const std::vector<HeadSummary> one = summarize(trace, 1);
  const std::vector<HeadSummary> four = summarize(trace, 4);
  for (std::size_t i = 0; i < one.size(); ++i) {
    EXPECT_EQ(one[i].entropy, four[i].entropy);
    EXPECT_EQ(one[i].nearby, four[i].nearby);
    EXPECT_EQ(one[i].pattern, four[i].pattern);
  }
}

}  // namespace
}  // namespace headscope
