#include "headscope/lens.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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

std::vector<float> map_of(const Trace& trace, std::string_view lens) {
  const auto n = static_cast<std::size_t>(trace.tokens());
  std::vector<float> map(n * n, -1.0F);
  find_lens(lens).map(trace, 0, 0, map);
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
    EXPECT_STREQ(error.what(), "there is no lens 'rollup'; the lenses are raw, without-specials");
  }
}

TEST(LensTest, EveryLensSaysItsTitleAndFormula) {
  for (const Lens* lens : lenses()) {
    EXPECT_FALSE(lens->title().empty());
    EXPECT_NE(lens->formula().find("softmax(q·k / √d)"), std::string_view::npos);
    EXPECT_EQ(&find_lens(lens->name()), lens);
  }
}

}  // namespace
}  // namespace headscope
