// Figures as files.
#include <gmock/gmock.h>

#include <fstream>
#include <iterator>

#include "headscope/error.h"
#include "headscope/figure.h"
#include "tests/checkpoint/support.h"
#include "tests/figure/figure_cases.h"

namespace headscope::figure {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
using testing_support::error_of;

class WriteFigureTest : public testing_support::FolderTest {
 protected:
  const Figure figure_ = draw_figure(figure_trace("bert"), {.layer = 2});
};

std::string content_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// A big-endian number of a PNG's header.
int number_at(const std::string& png, std::size_t at) {
  int number = 0;
  for (std::size_t k = 0; k < 4; ++k)
    number = number * 256 + static_cast<unsigned char>(png[at + k]);
  return number;
}

TEST_F(WriteFigureTest, SvgIsTheTextItself) {
  EXPECT_EQ(write_figure(figure_, folder_ / "a.svg"), figure_.svg.size());
  EXPECT_EQ(content_of(folder_ / "a.svg"), figure_.svg);
}

TEST_F(WriteFigureTest, PdfIsAsLargeAsInPrintAndKeepsFonts) {
  write_figure(figure_, folder_ / "a.pdf");
  const std::string pdf = content_of(folder_ / "a.pdf");
  EXPECT_THAT(pdf, StartsWith("%PDF-"));
  EXPECT_THAT(pdf, HasSubstr("/MediaBox [ 0 0 234 "));  // 3.25 in of 72 points
  EXPECT_THAT(pdf, HasSubstr("/FontDescriptor")) << "text must stay text";
}

TEST_F(WriteFigureTest, PngHasPixelsByTheUnit) {
  write_figure(figure_, folder_ / "a.png");
  const std::string png = content_of(folder_ / "a.png");
  EXPECT_THAT(png, StartsWith("\x89PNG"));
  EXPECT_EQ(number_at(png, 16), 2 * figure_.width);
  EXPECT_EQ(number_at(png, 20), 2 * figure_.height);
}

TEST_F(WriteFigureTest, RefusesWhatItCannotWrite) {
  EXPECT_THAT(error_of([&] { write_figure(figure_, folder_ / "a.gif"); }),
              HasSubstr("a.gif: a figure's file ends with .svg, .pdf or .png"));
  EXPECT_THAT(error_of([&] { write_figure(figure_, folder_ / "none/a.svg"); }), HasSubstr("none"));
  EXPECT_THAT(error_of([&] { write_figure(figure_, folder_ / "a.png", 1000); }),
              HasSubstr("too large to draw"));
  EXPECT_TRUE(std::filesystem::is_empty(folder_));
}

}  // namespace
}  // namespace headscope::figure
