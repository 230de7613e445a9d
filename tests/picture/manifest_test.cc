#include "picture/manifest.h"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "tests/picture/traces.h"

namespace headscope::picture {
namespace {

using nlohmann::json;

json manifest_of(const Trace& trace) {
  Payload payload;
  payload.precision = Precision::kLinear16;
  payload.thumbnails = make_thumbnails(trace.attentions);
  payload.layers.resize(static_cast<std::size_t>(trace.layers()));
  return json::parse(make_manifest(trace, payload, summarize(trace)));
}

TEST(ManifestTest, SaysWhatTheTokenizerSaid) {
  const json manifest = manifest_of(amazing_trace());
  EXPECT_EQ(manifest["format"], "headscope-page");
  EXPECT_EQ(manifest["version"], 1);
  EXPECT_EQ(manifest["model"], json::parse(R"({"name": "bert-base-uncased", "layers": 12,
                                              "heads": 12, "head_dim": 0})"));
  EXPECT_EQ(manifest["text"], "Transformers are amazing!");
  EXPECT_EQ(manifest["pair"], nullptr);
  EXPECT_EQ(manifest["tokens"][3], "amazing");
  EXPECT_EQ(manifest["ids"], json::parse("[101, 19081, 2024, 6429, 999, 102]"));
  EXPECT_EQ(manifest["word_ids"], json::parse("[null, 0, 1, 2, 3, null]"));
  EXPECT_EQ(manifest["sequence_ids"], json::parse("[null, 0, 0, 0, 0, null]"));
  EXPECT_EQ(manifest["special"], json::parse("[true, false, false, false, false, true]"));
  EXPECT_EQ(manifest["offsets"][3], json::parse("[17, 24]"));
  EXPECT_EQ(manifest["encoding"], json::parse(R"({"name": "u16-linear", "max_error": 7.63e-6})"));
  EXPECT_EQ(manifest["thumbnails"]["side"], 6);
  EXPECT_EQ(manifest["chunks"].size(), 12u);
}

TEST(ManifestTest, WhatATraceDoesNotSayIsNull) {
  Trace trace = synthetic_trace(1, 2, 4, 1);
  trace.encoding.special.clear();
  const json manifest = manifest_of(trace);
  for (const char* field : {"ids", "type_ids", "sequence_ids", "word_ids", "offsets", "pair"}) {
    EXPECT_EQ(manifest[field], nullptr) << field;
  }
  EXPECT_EQ(manifest["special"], json::parse("[false, false, false, false]"));
}

TEST(ManifestTest, NamesTheWindowOfEachToken) {
  Trace trace = synthetic_trace(1, 2, 7, 1);
  EXPECT_EQ(manifest_of(trace)["windows"], nullptr);
  trace.windows = {{{1, 4}, {3, 6}}, {-1, 0, 0, 1, 1, 1, -1}};
  EXPECT_EQ(manifest_of(trace)["windows"], json::parse(R"({"ranges": [[1, 4], [3, 6]],
                            "of_token": [null, 0, 0, 1, 1, 1, null]})"));
}

TEST(ManifestTest, HeadSummariesHaveSixDigits) {
  const json manifest = manifest_of(amazing_trace());
  const json& head = manifest["heads"][2][0];
  EXPECT_EQ(head["pattern"], "next");
  EXPECT_EQ(head["next"].dump().size(), std::string_view("0.999565").size());
  EXPECT_NEAR(head["next"].get<double>(), 0.999565, 1e-6);
  for (const char* field : {"cls", "sep", "previous", "itself", "same_word", "nearby", "entropy",
                            "punctuation", "confidence", "distance"}) {
    EXPECT_TRUE(head[field].is_number()) << field;
  }
}

TEST(ManifestTest, OffsetsCountUtf16UnitsOfTheTokensOwnText) {
  Trace trace = synthetic_trace(1, 1, 5, 1);
  trace.encoding.text = "a😀b";
  trace.encoding.pair = "😀😀é";
  trace.encoding.sequence_ids = {-1, 0, 0, 1, 1};
  trace.encoding.offsets = {{0, 0}, {1, 2}, {2, 3}, {1, 2}, {2, 3}};
  EXPECT_EQ(manifest_of(trace)["offsets"], json::parse("[[0,0],[1,3],[3,4],[2,4],[4,5]]"));
}

TEST(ManifestTest, OffsetsOutsideTheTextEndWithIt) {
  Trace trace = synthetic_trace(1, 1, 2, 1);
  trace.encoding.text = "ab";
  trace.encoding.offsets = {{-3, 1}, {1, 99}};
  EXPECT_EQ(manifest_of(trace)["offsets"], json::parse("[[0,1],[1,2]]"));
}

TEST(ManifestTest, HeadDimIsThatOfTheQueries) {
  Trace trace = synthetic_trace(1, 1, 2, 1);
  trace.queries.resize({1, 1, 2, 32});
  EXPECT_EQ(manifest_of(trace)["model"]["head_dim"], 32);
}

}  // namespace
}  // namespace headscope::picture
