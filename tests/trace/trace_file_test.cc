#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "headscope/trace.h"
#include "tests/checkpoint/support.h"
#include "tests/trace/traces.h"
#include "trace/trace_tensors.h"

namespace headscope {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;
using testing_support::copy;
using testing_support::error_of;
using testing_support::even;
using testing_support::whole_trace;

std::string read(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

Trace small_trace(const std::string& model) {
  Trace trace;
  trace.model = model;
  trace.encoding = {.text = "a",
                    .pair = {},
                    .ids = {1},
                    .tokens = {"a"},
                    .type_ids = {0},
                    .offsets = {{0, 1}},
                    .word_ids = {0},
                    .sequence_ids = {0},
                    .special = {false}};
  trace.attentions = even(1, 1, 1);
  return trace;
}

class TraceFileTest : public testing_support::FolderTest {
 protected:
  fs::path file() const { return folder_ / "t.safetensors"; }
};

TEST_F(TraceFileTest, ManyTextsComeBackAsTheyWere) {
  TraceWriter writer(file());
  writer.add(whole_trace());
  writer.add(small_trace("other"));
  EXPECT_FALSE(fs::exists(file()));
  const std::uint64_t bytes = writer.commit();
  EXPECT_EQ(bytes, fs::file_size(file()));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 1);

  const TraceFile texts(file());
  ASSERT_EQ(texts.size(), 2u);
  const Trace whole = whole_trace();
  const LoadedTrace first = texts.load(0);
  EXPECT_THAT(first.warnings, IsEmpty());
  EXPECT_EQ(first.trace.encoding.tokens, whole.encoding.tokens);
  for (const auto& [name, member] : trace::kTensors) {
    EXPECT_EQ(copy(first.trace.*member), copy(whole.*member)) << name;
  }
  const LoadedTrace second = texts.load(1);
  EXPECT_THAT(second.warnings, IsEmpty());
  EXPECT_EQ(second.trace.model, "other");
  EXPECT_EQ(second.trace.encoding.text, "a");
  EXPECT_TRUE(second.trace.scores.empty());
}

TEST_F(TraceFileTest, WritesTheSameBytesWhetherAllAreThereOrOneByOne) {
  std::vector<Trace> traces;
  traces.push_back(whole_trace());
  traces.push_back(small_trace("other"));
  save_trace(traces, file());
  TraceWriter writer(folder_ / "one-by-one");
  for (const Trace& trace : traces) writer.add(trace);
  writer.commit();
  EXPECT_EQ(read(file()), read(folder_ / "one-by-one"));

  TraceWriter alone(folder_ / "alone");
  alone.add(traces[0]);
  alone.commit();
  save_trace(traces[0], file());
  EXPECT_EQ(read(file()), read(folder_ / "alone"));
}

TEST_F(TraceFileTest, AnUnfinishedFileLeavesNothing) {
  { TraceWriter(file()).add(whole_trace()); }
  EXPECT_TRUE(fs::is_empty(folder_));
  EXPECT_EQ(error_of([&] { TraceWriter(file()).commit(); }),
            "there is no text to make a trace file of");
  EXPECT_TRUE(fs::is_empty(folder_));
  EXPECT_THAT(error_of([&] { TraceWriter writer(folder_ / "no" / "t"); }),
              HasSubstr("there is no folder"));
}

TEST_F(TraceFileTest, OneOfSeveralIsNotTakenForAll) {
  std::vector<Trace> traces;
  traces.push_back(whole_trace());
  traces.push_back(small_trace("other"));
  save_trace(traces, file());
  EXPECT_EQ(error_of([&] { load_trace(file()); }),
            file().string() +
                ": holds 2 texts, and one is asked for; write it into a file of its own, or read "
                "them one by one with TraceFile");
}

/// A batch as a framework makes it: two texts of 3 and 2 tokens, the second one padded.
class BatchTest : public testing_support::FolderTest {
 protected:
  template <typename Stored>
  void add(const std::string& name, const char* dtype, const Tensor::Shape& shape,
           const std::vector<Stored>& values) {
    const std::size_t begin = data_.size();
    data_.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(Stored));
    header_[name] = {{"dtype", dtype}, {"shape", shape}, {"data_offsets", {begin, data_.size()}}};
  }
  void say(const char* key, const std::string& value) { header_["__metadata__"][key] = value; }

  void add_attentions() {
    add<float>("attentions", "F32", {2, 1, 1, 3, 3},
               {0.5F, 0.25F, 0.25F, 1, 0, 0, 0, 1, 0,       // a b c
                0.75F, 0, 0.25F, 9, 9, 9, 0.5F, 0, 0.5F});  // d [PAD] e
  }
  /// A file of attentions alone.
  void begin_again() {
    header_ = json::object();
    data_.clear();
    add_attentions();
  }
  void add_mask() { add<std::int64_t>("attention_mask", "I64", {2, 3}, {1, 1, 1, 1, 0, 1}); }

  TraceFile open() const {
    return TraceFile(write("t.safetensors", testing_support::safetensors(header_.dump(), data_)));
  }
  std::string error(std::size_t text = 1) const {
    return error_of([&] { open().load(text); });
  }
  std::string name() const { return (folder_ / "t.safetensors").string(); }

  json header_ = json::object();
  std::string data_;
};

TEST_F(BatchTest, PaddingNeverShows) {
  add_attentions();
  add_mask();
  add<float>("queries", "F32", {2, 1, 1, 3, 1}, {1, 2, 3, 4, 9, 5});
  add<float>("hidden_states", "F32", {2, 2, 3, 1}, {1, 2, 3, 4, 5, 6, 7, 9, 8, 10, 9, 11});
  add<float>("logits", "F32", {2, 3, 2}, {0, 1, 2, 3, 4, 5, 6, 7, 99, 99, 8, 9});
  add<float>("pooled", "F32", {2, 2}, {1, 2, 3, 4});
  add<float>("start_logits", "F32", {2, 3}, {1, 2, 3, 4, 99, 5});
  say("tokens", R"([["a", "b", "c"], ["d", "[PAD]", "e"]])");
  say("text", R"(["a b c", "d e"])");
  say("pair", R"([null, "e"])");
  say("ids", "[[1, 2, 3], [4, 5]]");
  say("model", "m");
  const TraceFile file = open();
  ASSERT_EQ(file.size(), 2u);

  const Trace first = file.load(0).trace;
  EXPECT_THAT(first.encoding.tokens, ElementsAre("a", "b", "c"));
  EXPECT_EQ(first.encoding.text, "a b c");
  EXPECT_FALSE(first.encoding.pair.has_value());
  EXPECT_THAT(copy(first.attentions), ElementsAre(0.5F, 0.25F, 0.25F, 1, 0, 0, 0, 1, 0));

  const LoadedTrace loaded = file.load(1);
  const Trace& second = loaded.trace;
  EXPECT_THAT(loaded.warnings, IsEmpty());
  EXPECT_EQ(second.model, "m");
  EXPECT_EQ(second.encoding.text, "d e");
  EXPECT_EQ(second.encoding.pair, "e");
  EXPECT_THAT(second.encoding.tokens, ElementsAre("d", "e"));
  EXPECT_THAT(second.encoding.ids, ElementsAre(4, 5));
  EXPECT_EQ(second.attentions.shape(), (Tensor::Shape{1, 1, 2, 2}));
  EXPECT_THAT(copy(second.attentions), ElementsAre(0.75F, 0.25F, 0.5F, 0.5F));
  EXPECT_THAT(copy(second.queries), ElementsAre(4, 5));
  EXPECT_THAT(copy(second.hidden_states), ElementsAre(7, 8, 10, 11));
  EXPECT_THAT(copy(second.logits), ElementsAre(6, 7, 8, 9));
  EXPECT_THAT(copy(second.pooled), ElementsAre(3, 4));
  EXPECT_THAT(copy(second.start_logits), ElementsAre(4, 5));
}

TEST_F(BatchTest, GapsAreNamedOnceAndWrongRowsByTheirText) {
  add_attentions();
  const TraceFile file = open();
  EXPECT_THAT(file.load(0).warnings,
              ElementsAre(StartsWith(name() + ": text 0: the metadata has no tokens"),
                          StartsWith(name() + ": text 0: the metadata has no model")));
  EXPECT_THAT(file.load(1).warnings,
              ElementsAre(name() + ": text 1: 1 row does not sum to 1, the furthest is L0 H0 row 1 "
                                   "with a sum of 27"));
}

TEST_F(BatchTest, ABatchOfOneMayBePaddedToo) {
  add<float>("attentions", "F32", {1, 1, 1, 2, 2}, {1, 0, 9, 9});
  add<std::uint8_t>("attention_mask", "BOOL", {1, 2}, {1, 0});
  say("tokens", R"([["a", "[PAD]"]])");
  say("text", R"(["a"])");
  const Trace trace = open().load(0).trace;
  EXPECT_EQ(trace.attentions.shape(), (Tensor::Shape{1, 1, 1, 1}));
  EXPECT_THAT(trace.encoding.tokens, ElementsAre("a"));
  EXPECT_EQ(trace.encoding.text, "a");
}

TEST_F(BatchTest, SaysWhatDoesNotFit) {
  add_attentions();
  add<float>("pooled", "F32", {3, 2}, {1, 2, 3, 4, 5, 6});
  EXPECT_EQ(error(), name() + ": pooled is [3, 2], in a batch of 2 it must begin with 2");
  begin_again();
  add<std::int64_t>("attention_mask", "I64", {2, 2}, {1, 1, 1, 1});
  EXPECT_EQ(error(), name() +
                         ": text 1: attention_mask is [2], beside attentions of 3 tokens it "
                         "must be [3], or have the batch in front");
  begin_again();
  add<std::int64_t>("attention_mask", "I64", {2, 3}, {1, 1, 1, 0, 0, 0});
  EXPECT_EQ(error(), name() +
                         ": text 1: attention_mask is 0 for every token, so there is nothing "
                         "to show");
  begin_again();
  say("tokens", R"(["a", "b", "c"])");
  EXPECT_EQ(error(), name() + ": 'tokens' in the metadata is not a list of 2 lists, one a text");
  say("tokens", R"([["a", "b", "c"], ["a"]])");
  EXPECT_EQ(error(), name() +
                         ": text 1: 'tokens' in the metadata has 1 entries, attentions are of "
                         "3 tokens");
  header_["__metadata__"].erase("tokens");
  say("text", "d e");
  EXPECT_EQ(error(), name() + ": 'text' in the metadata is not a list of 2 strings, one a text");
}

}  // namespace
}  // namespace headscope
