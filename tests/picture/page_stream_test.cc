#include "picture/page_stream.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "headscope/error.h"
#include "tests/picture/page_reader.h"
#include "tests/picture/traces.h"

namespace headscope::picture {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

/// Hostile, and too long for a menu.
Trace hostile_trace() {
  Trace trace = synthetic_trace(2, 3, 5, 2);
  trace.model = "</script>";
  trace.encoding.text = "</script><script>alert(1)</script> " + std::string(100, 'x');
  trace.encoding.pair = "two\nlines";
  return trace;
}

std::string page_of(const std::vector<const Trace*>& traces) {
  std::string html;
  PageStream page({}, [&](std::string_view piece) { html += piece; });
  for (const Trace* trace : traces) page.add(*trace);
  page.finish();
  return html;
}

json list_in(const std::string& html) {
  const PageReader page(html);
  return json::parse(
      page.between(R"(<script type="application/json" id="headscope-texts">)", "</script>"));
}

TEST(PageStreamTest, KeepsEachTextUnderItsNumber) {
  const Trace amazing = amazing_trace();
  const Trace second = synthetic_trace(12, 4, 7, 3);
  const std::string html = page_of({&amazing, &second});
  EXPECT_EQ(PageReader(html, 0).manifest()["tokens"].size(), 6u);
  const PageReader page(html, 1);
  EXPECT_EQ(page.manifest()["tokens"].size(), 7u);
  for (std::size_t layer = 0; layer < 12; ++layer) {
    const std::vector<double> kept = page.weights(layer);
    const auto weights = second.attentions.at(static_cast<std::int64_t>(layer));
    ASSERT_EQ(kept.size(), weights.size());
    for (std::size_t i = 0; i < kept.size(); ++i) ASSERT_NEAR(kept[i], weights[i], 7.63e-6);
  }
  EXPECT_THROW(PageReader(html, 2), std::runtime_error);
}

TEST(PageStreamTest, AFirstTextStandsAsInAPageOfItsOwn) {
  const Trace amazing = amazing_trace();
  const Trace second = synthetic_trace(1, 1, 3, 1);
  const std::string alone = page_of({&amazing});
  const std::string html = page_of({&amazing, &second});
  EXPECT_THAT(alone, Not(HasSubstr("id=\"headscope-texts\"")));
  const auto data = alone.substr(0, alone.rfind('<', alone.find("id=\"headscope-style\"")));
  EXPECT_EQ(html.substr(0, data.size()), data);
}

TEST(PageStreamTest, ListsTheTextsForAMenu) {
  const Trace amazing = amazing_trace();
  const Trace hostile = hostile_trace();
  const std::string html = page_of({&amazing, &hostile});
  EXPECT_THAT(html, Not(HasSubstr("<script>alert")));
  const json list = list_in(html);
  ASSERT_EQ(list["texts"].size(), 2u);
  EXPECT_EQ(list["texts"][0], json({{"text", "Transformers are amazing!"},
                                    {"pair", nullptr},
                                    {"model", "bert-base-uncased"}}));
  EXPECT_THAT(list["texts"][1]["text"].get<std::string>(),
              testing::StartsWith("</script><script>alert(1)</script> xxx"));
  EXPECT_THAT(list["texts"][1]["text"].get<std::string>(), testing::EndsWith("x…"));
  EXPECT_EQ(list["texts"][1]["pair"], "two lines");
}

TEST(PageStreamTest, GoesOnWithoutATextThatCannotBeDrawn) {
  const Trace amazing = amazing_trace();
  Trace broken = amazing_trace();
  broken.attentions.data()[7] = 3;
  std::string html;
  PageStream page({}, [&](std::string_view piece) { html += piece; });
  EXPECT_THROW(page.add(broken), Error);
  EXPECT_EQ(html, "");
  page.add(amazing);
  EXPECT_THROW(page.add(broken), Error);
  page.finish();
  EXPECT_EQ(html, page_of({&amazing}));
}

TEST(PageStreamTest, APageHasAText) {
  std::string html;
  PageStream page({}, [&](std::string_view piece) { html += piece; });
  EXPECT_THROW(page.finish(), Error);
  EXPECT_EQ(html, "");
}

}  // namespace
}  // namespace headscope::picture
