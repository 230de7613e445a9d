#include "picture/document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <limits>

#include "headscope/error.h"
#include "picture/page_stream.h"
#include "picture/viewer.h"
#include "tests/picture/page_reader.h"
#include "tests/picture/traces.h"

namespace headscope::picture {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string html_of(const Trace& trace, const PageOptions& options = {}) {
  std::string html;
  PageStream page(options, [&](std::string_view piece) { html += piece; });
  page.add(trace);
  page.finish();
  return html;
}

double largest_difference(const Trace& trace, const PageReader& page) {
  double most = 0;
  for (std::int64_t layer = 0; layer < trace.layers(); ++layer) {
    const std::vector<double> kept = page.weights(static_cast<std::size_t>(layer));
    const std::span<const float> weights = trace.attentions.at(layer);
    EXPECT_EQ(kept.size(), weights.size());
    for (std::size_t i = 0; i < kept.size(); ++i) {
      most = std::max(most, std::abs(kept[i] - weights[i]));
    }
  }
  return most;
}

struct Shape {
  std::int64_t layers, heads, n;
  float peak;
  Precision precision;
  const char* encoding;
};

class RoundTripTest : public testing::TestWithParam<Shape> {};

TEST_P(RoundTripTest, EveryWeightComesBackAsNearAsTheManifestSays) {
  const Shape& shape = GetParam();
  const Trace trace = synthetic_trace(shape.layers, shape.heads, shape.n, shape.peak);
  const PageReader page(html_of(trace, {.precision = shape.precision}));
  EXPECT_EQ(page.manifest()["encoding"]["name"], shape.encoding);
  const double difference = largest_difference(trace, page);
  std::printf("largest difference %.3g\n", difference);
  EXPECT_LE(difference, page.manifest()["encoding"]["max_error"].get<double>());
  EXPECT_EQ(page.thumbnails().size(), page.manifest()["thumbnails"]["bytes"].get<std::size_t>());
}

INSTANTIATE_TEST_SUITE_P(Shapes, RoundTripTest,
                         testing::Values(Shape{1, 1, 1, 0, Precision::kAuto, "u16-linear"},
                                         Shape{2, 3, 2, 9, Precision::kAuto, "u16-linear"},
                                         Shape{3, 2, 33, 20, Precision::kAuto, "u16-linear"},
                                         Shape{1, 2, 256, 1, Precision::kAuto, "u16-linear"},
                                         Shape{1, 2, 257, 1, Precision::kAuto, "u8-sqrt"},
                                         Shape{2, 1, 300, 30, Precision::kAuto, "u8-sqrt"},
                                         Shape{1, 1, 300, 30, Precision::kLinear16, "u16-linear"},
                                         Shape{2, 2, 7, 3, Precision::kSqrt8, "u8-sqrt"}));

/// The largest difference between a weight of the page and what its queries and keys give.
double largest_gap(const PageReader& page, std::int64_t heads, std::size_t n, std::size_t d) {
  const std::vector<float> vectors = page.vectors(0);
  const std::vector<double> weights = page.weights(0);
  const float* queries = vectors.data();
  const float* keys = queries + vectors.size() / 2;
  double most = 0;
  for (std::size_t row = 0; row < static_cast<std::size_t>(heads) * n; ++row) {
    std::vector<double> powers(n);
    double sum = 0;
    for (std::size_t to = 0; to < n; ++to) {
      double score = 0;
      const float* key = keys + (row / n * n + to) * d;
      for (std::size_t k = 0; k < d; ++k) score += double{queries[row * d + k]} * key[k];
      powers[to] = std::exp(score / std::sqrt(static_cast<double>(d)));
      sum += powers[to];
    }
    for (std::size_t to = 0; to < n; ++to) {
      most = std::max(most, std::abs(powers[to] / sum - weights[row * n + to]));
    }
  }
  return most;
}

TEST(DocumentTest, QueriesAndKeysGiveTheAttentionAsNearAsItIsKept) {
  for (const auto& [precision, encoding] :
       {std::pair(Precision::kLinear16, "f32"), std::pair(Precision::kSqrt8, "f16")}) {
    Trace trace = synthetic_trace(2, 3, 20, 1);
    add_vectors(trace, 16);
    const PageReader page(html_of(trace, {.precision = precision, .neurons = true}));
    EXPECT_EQ(page.manifest()["neurons"]["encoding"], encoding);
    EXPECT_EQ(page.manifest()["model"]["head_dim"], 16);
    const double gap = largest_gap(page, 3, 20, 16);
    std::printf("%s: largest gap %.3g\n", encoding, gap);
    EXPECT_LE(gap, 1.01 * page.manifest()["encoding"]["max_error"].get<double>());
  }
}

TEST(DocumentTest, QueriesAndKeysAreThereOnlyWhenAskedFor) {
  Trace trace = synthetic_trace(2, 3, 20, 1);
  add_vectors(trace, 16);
  const PageReader page(html_of(trace));
  EXPECT_EQ(page.manifest()["neurons"], nullptr);
  EXPECT_THAT(page.html(), Not(HasSubstr("id=\"headscope-neurons")));
}

TEST(DocumentTest, RealAttentionComesBack) {
  const Trace trace = amazing_trace();
  const PageReader page(html_of(trace));
  const double difference = largest_difference(trace, page);
  std::printf("largest difference %.3g\n", difference);
  EXPECT_LE(difference, 7.63e-6);
}

TEST(DocumentTest, TheSameBytesForTheSameTraceWhateverTheThreads) {
  const Trace trace = synthetic_trace(5, 4, 70, 6);
  const std::string html = html_of(trace, {.threads = 1});
  EXPECT_EQ(html, html_of(trace, {.threads = 1}));
  EXPECT_EQ(html, html_of(trace, {.threads = 3}));
}

TEST(DocumentTest, ThePolicyComesFirstAndNamesTheViewer) {
  const PageReader page(html_of(amazing_trace()));
  EXPECT_THAT(page.html(), StartsWith("<!doctype html>\n<html lang=\"en\">\n<head>\n"
                                      "<meta http-equiv=\"Content-Security-Policy\" content=\""));
  const std::string policy(page.between("Content-Security-Policy\" content=\"", "\""));
  EXPECT_EQ(policy, "default-src 'none'; script-src " + viewer().script_sources + "; style-src " +
                        viewer().style_source +
                        "; img-src data: blob:; base-uri 'none'; form-action 'none'");
  // Browsers look for the charset in the first 1024 bytes.
  EXPECT_LT(page.html().find("<meta charset=\"utf-8\">"), 1000u);
}

/// Hexadecimal SHA-256 of `bytes` by the system's own program.
std::string sha256(std::string_view bytes) {
  const std::string file = testing::TempDir() + "/headscope-hashed";
  std::ofstream(file, std::ios::binary) << bytes;
  std::array<char, 65> hex = {};
  FILE* program = popen(("sha256sum < " + file).c_str(), "r");
  const std::size_t read = std::fread(hex.data(), 1, 64, program);
  pclose(program);
  std::remove(file.c_str());
  return {hex.data(), read};
}

/// Hexadecimal hashes of a policy's sources, "'sha256-…' 'sha256-…'".
std::vector<std::string> hashes_of(std::string_view sources) {
  const std::string_view prefix = "'sha256-";
  std::vector<std::string> hashes;
  for (std::size_t at = 0; (at = sources.find(prefix, at)) != sources.npos;) {
    at += prefix.size();
    std::string& hex = hashes.emplace_back();
    for (const std::uint8_t byte : decode_base64(sources.substr(at, 44))) {
      std::array<char, 3> digits = {};
      std::snprintf(digits.data(), digits.size(), "%02x", byte);
      hex += digits.data();
    }
  }
  return hashes;
}

TEST(DocumentTest, TheHashesAreThoseOfTheLoaderAndOfWhatItUnpacks) {
  const PageReader page(html_of(amazing_trace()));
  EXPECT_THAT(hashes_of(viewer().script_sources),
              ElementsAre(sha256(page.between("<script type=\"module\">", "</script>")),
                          sha256(page.unpacked("headscope-script"))));
  EXPECT_THAT(hashes_of(viewer().style_source),
              ElementsAre(sha256(page.unpacked("headscope-style"))));
}

TEST(DocumentTest, NothingInThePageAsksTheNetwork) {
  const PageReader page(html_of(amazing_trace()));
  const std::string markup = page.html() + page.unpacked("headscope-style");
  for (const char* address : {"src=", "@import", "url(http", "href=\"http"}) {
    EXPECT_THAT(markup, Not(HasSubstr(address)));
  }
}

TEST(DocumentTest, HostileTextIsShownAsText) {
  const std::string hostile =
      "</script><script>alert(1)</script><!-- ]]> \" ' & \\ \x01\x1F\x7F\n\t " +
      std::string("\0", 1) +
      "مرحبا 😀👩‍👩‍👧 \xE2\x80\xA8\xE2\x80\xA9 \xE2\x80\xAE";
  Trace trace = amazing_trace();
  trace.model = trace.encoding.text = trace.encoding.tokens[1] = hostile;
  trace.encoding.pair = hostile;
  const PageReader page(html_of(trace));
  EXPECT_EQ(page.manifest()["text"], hostile);
  EXPECT_EQ(page.manifest()["pair"], hostile);
  EXPECT_EQ(page.manifest()["tokens"][1], hostile);
  EXPECT_EQ(page.manifest()["model"]["name"], hostile);
  EXPECT_THAT(std::string(page.between("id=\"headscope-manifest\">", "</script>")),
              Not(HasSubstr("<")));
  EXPECT_THAT(page.html(), Not(HasSubstr("<script>")));
  EXPECT_EQ(page.between("<title>", "</title>"),
            "Headscope – &lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;!-- ]]&gt; "
            "&quot; &#39; &amp; \\ مرحبا…");
  EXPECT_EQ(page.html().find('\0'), std::string::npos);
}

TEST(DocumentTest, EmptyTextHasAPage) {
  Trace trace = synthetic_trace(2, 2, 2, 1);
  trace.encoding.special = {true, true};
  const PageReader page(html_of(trace));
  EXPECT_EQ(page.between("<title>", "</title>"), "Headscope");
  EXPECT_EQ(page.manifest()["heads"][0][0]["pattern"], "mixed");
}

TEST(DocumentTest, WeightsThatAreNoNumbersAreKeptAsZero) {
  Trace trace = synthetic_trace(1, 1, 3, 1);
  std::fill_n(trace.attentions.data(), 9, std::numeric_limits<float>::quiet_NaN());
  EXPECT_THAT(PageReader(html_of(trace)).weights(0), testing::Each(0.0));
}

std::string error_of(const Trace& trace, const PageOptions& options = {}) {
  std::string message;
  try {
    PageStream(options, [](std::string_view) { FAIL() << "something was written"; }).add(trace);
  } catch (const Error& error) {
    message = error.what();
  }
  return message;
}

TEST(DocumentTest, ATraceThatCannotBeDrawnIsAnErrorAndNothingIsWritten) {
  Trace trace = amazing_trace();
  trace.attentions.clear();
  EXPECT_EQ(error_of(trace), "the trace's attentions are [], a page draws [layers, heads, n, n]");
  trace.attentions.resize({2, 6, 6});
  EXPECT_THAT(error_of(trace), HasSubstr("[2, 6, 6]"));
  trace.attentions.resize({2, 2, 6, 5});
  EXPECT_THAT(error_of(trace), HasSubstr("[2, 2, 6, 5]"));

  trace = amazing_trace();
  trace.encoding.tokens.pop_back();
  EXPECT_EQ(error_of(trace), "the trace's attentions are of 6 tokens, its encoding has 5 tokens");
  trace = amazing_trace();
  trace.encoding.word_ids.pop_back();
  EXPECT_THAT(error_of(trace), HasSubstr("its encoding has 5 word ids"));

  trace = amazing_trace();
  trace.encoding.text = "caf\xE9";
  EXPECT_THAT(error_of(trace), StartsWith("the text is not valid UTF-8 at byte 3"));
  trace = amazing_trace();
  trace.encoding.tokens[2] = "\xFF";
  EXPECT_THAT(error_of(trace), StartsWith("token 2 is not valid UTF-8"));
}

TEST(DocumentTest, QueriesAndKeysThatAreMissingOrDoNotFitAreAnError) {
  Trace trace = amazing_trace();
  EXPECT_EQ(error_of(trace, {.neurons = true}),
            "the trace has no queries, and --neurons shows how queries and keys make the "
            "attention; write it with headscope trace --keep queries,keys");
  trace.queries = Tensor({12, 12, 6, 64});
  EXPECT_THAT(error_of(trace, {.neurons = true}), StartsWith("the trace has no keys, and"));
  trace.keys = Tensor({12, 12, 6, 32});
  EXPECT_EQ(error_of(trace, {.neurons = true}),
            "the trace's keys are [12, 12, 6, 32], beside attentions [12, 12, 6, 6] they must be "
            "[layers, heads, n, head_dim]");
}

TEST(DocumentTest, WeightsOutsideZeroToOneAreNamed) {
  Trace trace = amazing_trace();
  trace.attentions.at(3, 5)[1 * 6 + 4] = 3.25F;
  EXPECT_EQ(error_of(trace),
            "the weight of L3 H5 from token 1 to token 4 is 3.25, attention lies between 0 and 1; "
            "a trace needs the weights after the softmax");
  trace.attentions.at(3, 5)[1 * 6 + 4] = -0.5F;
  EXPECT_THAT(error_of(trace), HasSubstr("is -0.5,"));
  trace.attentions.at(3, 5)[1 * 6 + 4] = 1.0000002F;
  EXPECT_NO_THROW(html_of(trace));
}

TEST(DocumentTest, PagesAreSmall) {
  const auto six = static_cast<double>(html_of(amazing_trace()).size());
  const auto paragraph = static_cast<double>(html_of(paragraph_trace()).size());
  std::printf("144 maps: %.0f bytes at 6 tokens, %.0f at 122\n", six, paragraph);
  EXPECT_LE(six, 250e3);
  // 4 MB at 128 tokens beside the viewer; the two layers that stand for all are among the hardest
  // to pack.
  const auto fixed =
      viewer().loader.size() + viewer().packed_script.size() + viewer().packed_style.size();
  EXPECT_LE(paragraph - static_cast<double>(fixed), 4e6 * (122 * 122) / (128 * 128));
}

}  // namespace
}  // namespace headscope::picture
