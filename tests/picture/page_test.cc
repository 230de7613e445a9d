#include "headscope/page.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "headscope/error.h"
#include "tests/picture/page_reader.h"
#include "tests/picture/traces.h"

namespace headscope {
namespace {

namespace fs = std::filesystem;
using picture::amazing_trace;

class PageTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        fs::path(testing::TempDir()) /
        (std::string("page-") + testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    file_ = folder_ / "attention.html";
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string read() const {
    std::ostringstream text;
    text << std::ifstream(file_, std::ios::binary).rdbuf();
    return text.str();
  }

  fs::path folder_;
  fs::path file_;
};

TEST_F(PageTest, IsAWholeFileOfTheSizeItReturns) {
  const std::uint64_t size = write_page(amazing_trace(), file_);
  const std::string html = read();
  EXPECT_EQ(size, html.size());
  EXPECT_EQ(html.substr(html.size() - 8), "</html>\n");
  EXPECT_EQ(picture::PageReader(html).manifest()["model"]["name"], "bert-base-uncased");
}

TEST_F(PageTest, AFailureLeavesTheOldPageAndNothingBesideIt) {
  std::ofstream(file_) << "old";
  Trace trace = amazing_trace();
  trace.encoding.tokens.clear();
  EXPECT_THROW(write_page(trace, file_), Error);
  EXPECT_EQ(read(), "old");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 1);
}

TEST_F(PageTest, OfSeveralTextsAppearsWhenItIsWhole) {
  {
    PageWriter page(file_);
    page.add(amazing_trace());
    page.add(picture::synthetic_trace(2, 2, 3, 1));
    EXPECT_FALSE(fs::exists(file_));
    const std::uint64_t size = page.commit();
    EXPECT_EQ(size, fs::file_size(file_));
  }
  const std::string html = read();
  EXPECT_EQ(picture::PageReader(html, 1).manifest()["tokens"].size(), 3u);

  std::vector<Trace> traces;
  traces.push_back(amazing_trace());
  traces.push_back(picture::synthetic_trace(2, 2, 3, 1));
  write_page(traces, folder_ / "again.html");
  EXPECT_EQ(fs::file_size(folder_ / "again.html"), html.size());
  fs::remove_all(file_);
  { PageWriter(file_).add(amazing_trace()); }
  EXPECT_FALSE(fs::exists(file_));
}

TEST_F(PageTest, AMissingFolderAndAFullDiskAreErrors) {
  EXPECT_THROW(write_page(amazing_trace(), folder_ / "no" / "page.html"), Error);
  EXPECT_THROW(write_page(amazing_trace(), "/dev/full"), Error);
}

}  // namespace
}  // namespace headscope
