#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "checkpoint/safetensors.h"
#include "headscope/trace.h"
#include "tests/checkpoint/support.h"
#include "tests/trace/traces.h"
#include "trace/trace_tensors.h"

namespace headscope {
namespace {

namespace fs = std::filesystem;
using testing::IsEmpty;
using testing_support::error_of;
using testing_support::whole_trace;

std::string read(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

void expect_equal(const Trace& a, const Trace& b) {
  EXPECT_EQ(a.model, b.model);
  EXPECT_EQ(a.encoding.text, b.encoding.text);
  EXPECT_EQ(a.encoding.pair, b.encoding.pair);
  EXPECT_EQ(a.encoding.ids, b.encoding.ids);
  EXPECT_EQ(a.encoding.tokens, b.encoding.tokens);
  EXPECT_EQ(a.encoding.type_ids, b.encoding.type_ids);
  EXPECT_EQ(a.encoding.offsets, b.encoding.offsets);
  EXPECT_EQ(a.encoding.word_ids, b.encoding.word_ids);
  EXPECT_EQ(a.encoding.sequence_ids, b.encoding.sequence_ids);
  EXPECT_EQ(a.encoding.special, b.encoding.special);
  for (const auto& [name, member] : trace::kTensors) {
    EXPECT_EQ((a.*member).shape(), (b.*member).shape()) << name;
    EXPECT_EQ(testing_support::copy(a.*member), testing_support::copy(b.*member)) << name;
  }
}

class SaveTraceTest : public testing_support::FolderTest {
 protected:
  fs::path file() const { return folder_ / "t.safetensors"; }
};

TEST_F(SaveTraceTest, ComesBackAsItWas) {
  const Trace trace = whole_trace();
  save_trace(trace, file());
  const LoadedTrace loaded = load_trace(file());
  EXPECT_THAT(loaded.warnings, IsEmpty());
  expect_equal(trace, loaded.trace);
}

TEST_F(SaveTraceTest, LeavesOutWhatWasNotKept) {
  Trace trace = whole_trace();
  trace.encoding.pair.reset();
  trace.encoding.sequence_ids[5] = 0;
  for (const auto& [name, member] : trace::kTensors) {
    if (member != &Trace::attentions) (trace.*member).clear();
  }
  save_trace(trace, file());
  const auto stored = checkpoint::SafetensorsFile::open(file());
  EXPECT_EQ(stored.tensors().size(), 1u);
  EXPECT_FALSE(stored.metadata().contains("pair"));
  const LoadedTrace loaded = load_trace(file());
  EXPECT_THAT(loaded.warnings, IsEmpty());
  expect_equal(trace, loaded.trace);
}

TEST_F(SaveTraceTest, TellsAnEmptyTextFromOneThatIsNotKnown) {
  Trace trace;
  trace.model = "m";
  trace.encoding = {.text = "",
                    .pair = {},
                    .ids = {101, 102},
                    .tokens = {"[CLS]", "[SEP]"},
                    .type_ids = {0, 0},
                    .offsets = {{0, 0}, {0, 0}},
                    .word_ids = {-1, -1},
                    .sequence_ids = {-1, -1},
                    .special = {true, true}};
  trace.attentions = testing_support::even(1, 1, 2);
  save_trace(trace, file());
  EXPECT_THAT(load_trace(file()).warnings, IsEmpty());
  expect_equal(load_trace(file()).trace, trace);

  trace.encoding.special[0] = false;
  trace.encoding.offsets[0] = {3, 5};
  save_trace(trace, file());
  EXPECT_THAT(load_trace(file()).warnings,
              testing::ElementsAre(file().string() + ": the metadata has no text"));
}

TEST_F(SaveTraceTest, WritesTheDocumentedForm) {
  save_trace(whole_trace(), file());
  const auto stored = checkpoint::SafetensorsFile::open(file());
  EXPECT_EQ(stored.metadata().at("format"), "headscope-trace");
  EXPECT_EQ(stored.metadata().at("version"), "1");
  EXPECT_EQ(stored.metadata().at("model"), "tiny \"bert\"");
  EXPECT_EQ(stored.metadata().at("pair"), "ü");
  EXPECT_EQ(stored.metadata().at("tokens"), R"(["[CLS]","un","##do",".","[SEP]","ü","[SEP]"])");
  EXPECT_EQ(stored.metadata().at("ids"), "[101,7,8,9,102,10,102]");
  EXPECT_EQ(stored.metadata().at("offsets"), "[[0,0],[0,2],[2,4],[4,5],[0,0],[0,1],[0,0]]");
  EXPECT_EQ(stored.metadata().at("word_ids"), "[null,0,0,1,null,0,null]");
  EXPECT_EQ(stored.metadata().at("sequence_ids"), "[null,0,0,0,null,1,null]");
  EXPECT_EQ(stored.metadata().at("special"), "[true,false,false,false,true,false,true]");
  std::vector<std::string> names;
  for (const auto& tensor : stored.tensors()) names.push_back(tensor.name);
  EXPECT_THAT(names, testing::ElementsAre("attentions", "scores", "queries", "keys", "values",
                                          "hidden_states", "pooled", "logits", "start_logits",
                                          "end_logits"));
  std::uint64_t length = 0;
  std::memcpy(&length, read(file()).data(), sizeof length);
  EXPECT_EQ(length % 8, 0u);
}

TEST_F(SaveTraceTest, WritesTheSameBytesTwice) {
  save_trace(whole_trace(), file());
  save_trace(whole_trace(), folder_ / "again.safetensors");
  EXPECT_EQ(read(file()), read(folder_ / "again.safetensors"));
}

TEST_F(SaveTraceTest, KeepsAnyTextAndMendsAFoldersName) {
  Trace trace = whole_trace();
  trace.encoding.text = "</script>\"\\\u202E\U0001F600\n\x01";
  trace.encoding.offsets.assign(7, {0, 0});
  trace.encoding.offsets[1] = {0, 12};
  trace.model = "bad\xFFname";
  save_trace(trace, file());
  const LoadedTrace loaded = load_trace(file());
  EXPECT_EQ(loaded.trace.encoding.text, trace.encoding.text);
  EXPECT_EQ(loaded.trace.model, "bad\uFFFDname");
}

TEST_F(SaveTraceTest, SaysWhyItCannotWrite) {
  const Trace trace = whole_trace();
  EXPECT_EQ(error_of([&] { save_trace(trace, "/dev/full"); }),
            "/dev/full: cannot be written: No space left on device");
  const fs::path nowhere = folder_ / "no" / "t.safetensors";
  EXPECT_EQ(error_of([&] { save_trace(trace, nowhere); }),
            nowhere.string() + ": cannot be written: there is no folder " +
                nowhere.parent_path().string());
  EXPECT_EQ(error_of([&] { save_trace(trace, folder_); }),
            folder_.string() + ": cannot be written: Is a directory");
  // A folder in which not even root can make files.
  EXPECT_THAT(error_of([&] { save_trace(trace, "/proc/t.safetensors"); }),
              testing::StartsWith("/proc/t.safetensors: cannot be written: "));
}

}  // namespace
}  // namespace headscope
