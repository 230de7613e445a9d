#include "headscope/lens.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>

#include "headscope/error.h"

namespace headscope {
namespace {

using testing::ElementsAre;
using testing::FloatEq;

/// One head over [CLS] a b [SEP].
Trace four_tokens() {
  Trace trace;
  trace.encoding.tokens = {"[CLS]", "a", "b", "[SEP]"};
  trace.encoding.special = {true, false, false, true};
  trace.attentions.resize({1, 1, 4, 4});
  const float rows[16] = {0.5F, 0.1F,  0.3F,  0.1F,  //
                          0.2F, 0.2F,  0.6F,  0.0F,  //
                          0.0F, 0.25F, 0.75F, 0.0F,  //
                          0.4F, 0.0F,  0.0F,  0.6F};
  std::copy(std::begin(rows), std::end(rows), trace.attentions.data());
  return trace;
}

std::vector<float> map_of(const Trace& trace, std::string_view lens, std::int64_t head = 0) {
  const auto n = static_cast<std::size_t>(trace.tokens());
  std::vector<float> map(n * n, -1.0F);
  find_lens(lens).map(trace, 0, head, map);
  return map;
}

TEST(LensTest, RawIsTheDefaultAndUnchanged) {
  EXPECT_EQ(lenses().front()->name(), "raw");
  const Trace trace = four_tokens();
  const auto values = trace.attentions.values();
  EXPECT_EQ(map_of(trace, "raw"), std::vector<float>(values.begin(), values.end()));
}

TEST(LensTest, WithoutSpecialsRescalesEveryRowAndKeepsAnEmptyOneEmpty) {
  EXPECT_THAT(map_of(four_tokens(), "without-specials"),
              ElementsAre(0, FloatEq(0.25F), FloatEq(0.75F), 0,  //
                          0, FloatEq(0.25F), FloatEq(0.75F), 0,  //
                          0, FloatEq(0.25F), FloatEq(0.75F), 0,  //
                          0, 0, 0, 0));
}

TEST(LensTest, WithoutAnySpecialTokenRawAndWithoutSpecialsAgree) {
  Trace trace = four_tokens();
  trace.encoding.special.clear();
  const std::vector<float> raw = map_of(trace, "raw");
  const std::vector<float> without = map_of(trace, "without-specials");
  for (std::size_t i = 0; i < raw.size(); ++i) EXPECT_FLOAT_EQ(raw[i], without[i]);
}

TEST(LensTest, SpecialTokensAloneLeaveNothing) {
  Trace trace = four_tokens();
  trace.encoding.special.assign(4, true);
  EXPECT_THAT(map_of(trace, "without-specials"), testing::Each(0.0F));
}

TEST(LensTest, AnUnknownNameListsTheNamesThereAre) {
  try {
    find_lens("rollup");
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(),
                 "there is no lens 'rollup'; the lenses are raw, without-specials, mean, "
                 "scores, c2c, c2p, p2c");
  }
}

TEST(LensTest, MeanIsTheSameForEveryHeadOfALayer) {
  Trace trace = four_tokens();
  trace.attentions.resize({1, 2, 4, 4});
  const std::vector<float> first = {1, 0, 0, 0, 0.2F, 0.2F, 0.6F, 0, 0, 1, 0, 0, 0, 0, 0, 1};
  const std::vector<float> second = {0, 1, 0, 0, 0.2F, 0.2F, 0, 0.6F, 0, 1, 0, 0, 1, 0, 0, 0};
  std::copy(first.begin(), first.end(), trace.attentions.at(0, 0).begin());
  std::copy(second.begin(), second.end(), trace.attentions.at(0, 1).begin());
  const std::vector<float> mean = map_of(trace, "mean", 0);
  EXPECT_THAT(mean, ElementsAre(0.5F, 0.5F, 0, 0,                          //
                                FloatEq(0.2F), FloatEq(0.2F), 0.3F, 0.3F,  //
                                0, 1, 0, 0,                                //
                                0.5F, 0, 0, 0.5F));
  EXPECT_EQ(map_of(trace, "mean", 1), mean);
}

TEST(LensTest, MeanOfOneHeadIsThatHead) {
  EXPECT_EQ(map_of(four_tokens(), "mean"), map_of(four_tokens(), "raw"));
}

/// A lens, and the tensor that it shows.
using KeptTensor = std::pair<std::string_view, Tensor Trace::*>;

class KeptLensTest : public testing::TestWithParam<KeptTensor> {};

TEST_P(KeptLensTest, ShowsTheTensorUnchangedAndSigned) {
  const auto [lens, tensor] = GetParam();
  Trace trace = four_tokens();
  (trace.*tensor).resize({1, 1, 4, 4});
  std::vector<float> numbers(16);
  for (std::size_t i = 0; i < 16; ++i) numbers[i] = 1.5F * (static_cast<float>(i) - 7);
  std::copy(numbers.begin(), numbers.end(), (trace.*tensor).data());
  EXPECT_EQ(map_of(trace, lens), numbers);
  EXPECT_TRUE(find_lens(lens).is_signed());
}

TEST_P(KeptLensTest, SaysHowToGetWhatATraceDidNotKeep) {
  const std::string lens(GetParam().first);
  try {
    map_of(four_tokens(), lens);
    FAIL();
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), testing::StartsWith("the lens '" + lens +
                                                  "' cannot be applied: this trace has no "));
    EXPECT_THAT(error.what(), testing::HasSubstr("headscope trace --keep "));
  }
}

INSTANTIATE_TEST_SUITE_P(All, KeptLensTest,
                         testing::Values(KeptTensor{"scores", &Trace::scores},
                                         KeptTensor{"c2c", &Trace::content_to_content},
                                         KeptTensor{"c2p", &Trace::content_to_position},
                                         KeptTensor{"p2c", &Trace::position_to_content}),
                         [](const auto& lens) { return std::string(lens.param.first); });

TEST(LensTest, OnlyWhatIsFromBeforeTheSoftmaxIsSigned) {
  for (const std::string_view share : {"raw", "without-specials", "mean"}) {
    EXPECT_FALSE(find_lens(share).is_signed()) << share;
  }
}

TEST(LensTest, EveryLensSaysItsTitleAndFormula) {
  for (const Lens* lens : lenses()) {
    EXPECT_FALSE(lens->title().empty());
    EXPECT_FALSE(lens->formula().empty());
    const bool is_softmax = lens->formula().find("softmax(q·k / √d)") != std::string_view::npos;
    EXPECT_NE(is_softmax, lens->is_signed()) << lens->name();
    EXPECT_EQ(&find_lens(lens->name()), lens);
  }
}

}  // namespace
}  // namespace headscope
