// Figures, letter by letter: the program and the page make the same.
#include "headscope/figure.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "headscope/error.h"
#include "tests/figure/figure_cases.h"

namespace headscope::figure {
namespace {

using testing::HasSubstr;

class FigureGolden : public testing::TestWithParam<FigureCase> {};

TEST_P(FigureGolden, IsDrawnToTheLetter) {
  const FigureCase& one = GetParam();
  EXPECT_EQ(draw_figure(figure_trace(one.trace), one.options).svg, golden(one.name + ".svg"));
}

std::string name_of(const testing::TestParamInfo<FigureCase>& info) {
  std::string name = info.param.name;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, FigureGolden, testing::ValuesIn(figure_cases()), name_of);

std::string refusal(const FigureOptions& options) {
  try {
    draw_figure(figure_trace("bert"), options);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST(Figure, SaysWhatThereIsInstead) {
  EXPECT_EQ(refusal({.layer = 12}), "there is no layer 12; the layers of this model are 0 to 11");
  EXPECT_EQ(refusal({.heads = {3, -1}}),
            "there is no head -1; the heads of this model are 0 to 11");
  EXPECT_EQ(refusal({.pinned = {6}}), "there is no row 6 to pin; the rows of this text are 0 to 5");
  EXPECT_THAT(refusal({.lens = "scores"}), HasSubstr("raw, without-specials or mean"));
  EXPECT_THAT(refusal({.lines = 30}), HasSubstr("50 to 100 percent"));
}

TEST(Figure, SaysItsSizeAndCaption) {
  const Figure figure = draw_figure(figure_trace("bert"), {.layer = 2});
  EXPECT_EQ(figure.width, 1000);
  EXPECT_EQ(figure.inches, 3.25);
  EXPECT_THAT(figure.svg, HasSubstr("viewBox=\"0 0 1000 " + std::to_string(figure.height)));
  EXPECT_THAT(figure.caption,
              HasSubstr("bert-base-uncased, layer\u00a02, head\u00a00. Raw attention."));
}

TEST(Figure, RowsAreTokensOrWords) {
  const Encoding encoding = figure_trace("scripts").encoding;
  EXPECT_EQ(figure_rows(encoding), encoding.tokens);
  EXPECT_LT(figure_rows(encoding, true).size(), encoding.size());
}

}  // namespace
}  // namespace headscope::figure
