#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "headscope/trace.h"
#include "tests/checkpoint/support.h"
#include "tests/trace/traces.h"

namespace headscope {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing_support::error_of;

/// A trace file as another program might write it.
class LoadTraceTest : public testing_support::FolderTest {
 protected:
  /// Adds a tensor of little-endian `values`.
  template <typename Stored>
  void add(const std::string& name, const char* dtype, const Tensor::Shape& shape,
           const std::vector<Stored>& values) {
    const std::size_t begin = data_.size();
    data_.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(Stored));
    header_[name] = {{"dtype", dtype}, {"shape", shape}, {"data_offsets", {begin, data_.size()}}};
  }
  void add(const std::string& name, const Tensor& tensor) {
    add(name, "F32", tensor.shape(), testing_support::copy(tensor));
  }
  void say(const char* key, const std::string& value) { header_["__metadata__"][key] = value; }

  LoadedTrace load() const {
    return load_trace(write("t.safetensors", testing_support::safetensors(header_.dump(), data_)));
  }
  std::string error() const {
    return error_of([&] { load(); });
  }
  std::string name() const { return (folder_ / "t.safetensors").string(); }

  /// All that the metadata can say about two tokens.
  void say_everything() {
    say("model", "m");
    say("text", "ab");
    say("tokens", R"(["a", "b"])");
    say("ids", "[5, 6]");
    say("type_ids", "[0, 0]");
    say("offsets", "[[0, 1], [1, 2]]");
    say("word_ids", "[0, 1]");
    say("sequence_ids", "[0, 0]");
    say("special", "[false, false]");
  }

  json header_ = json::object();
  std::string data_;
};

TEST_F(LoadTraceTest, OpensRealBertWithOneWarning) {
  const fs::path file =
      fs::path(HEADSCOPE_TEST_DATA) / "bert-base-uncased/transformers-are-amazing.safetensors";
  const LoadedTrace loaded = load_trace(file);
  const Trace& trace = loaded.trace;
  EXPECT_EQ(trace.attentions.shape(), (Tensor::Shape{12, 12, 6, 6}));
  EXPECT_EQ(trace.model, "bert-base-uncased");
  EXPECT_EQ(trace.encoding.text, "Transformers are amazing!");
  EXPECT_EQ(trace.encoding.size(), 6u);
  EXPECT_THAT(trace.encoding.tokens,
              ElementsAre("[CLS]", "transformers", "are", "amazing", "!", "[SEP]"));
  EXPECT_THAT(trace.encoding.special, ElementsAre(true, false, false, false, false, true));
  EXPECT_THAT(trace.encoding.word_ids, ElementsAre(-1, 0, 1, 2, 3, -1));
  EXPECT_THAT(trace.encoding.sequence_ids, ElementsAre(-1, 0, 0, 0, 0, -1));
  EXPECT_THAT(loaded.warnings,
              ElementsAre(file.string() +
                          ": the metadata has no ids, type ids, offsets, word ids, sequence ids or "
                          "special marks; special tokens, whole words and sequences are read off "
                          "the tokens"));
}

TEST_F(LoadTraceTest, HasNothingToSayAboutAWholeFile) {
  say_everything();
  add("attentions", testing_support::even(1, 1, 2));
  const LoadedTrace loaded = load();
  EXPECT_THAT(loaded.warnings, IsEmpty());
  EXPECT_THAT(loaded.trace.encoding.offsets, ElementsAre(Span{0, 1}, Span{1, 2}));
  EXPECT_TRUE(loaded.trace.scores.empty());
}

TEST_F(LoadTraceTest, NamesOnlyWhatIsMissing) {
  say_everything();
  header_["__metadata__"].erase("model");
  add("attentions", testing_support::even(1, 1, 2));
  EXPECT_THAT(load().warnings, ElementsAre(name() + ": the metadata has no model"));
  header_["__metadata__"].erase("text");
  EXPECT_THAT(load().warnings, ElementsAre(name() + ": the metadata has no model or text"));
}

TEST_F(LoadTraceTest, NumbersThePositionsWithoutTokens) {
  add("attentions", testing_support::even(2, 1, 3));
  const LoadedTrace loaded = load();
  EXPECT_THAT(loaded.trace.encoding.tokens, ElementsAre("0", "1", "2"));
  EXPECT_THAT(loaded.trace.encoding.special, ElementsAre(false, false, false));
  EXPECT_THAT(loaded.trace.encoding.word_ids, ElementsAre(0, 1, 2));
  EXPECT_THAT(
      loaded.warnings,
      ElementsAre(name() + ": the metadata has no tokens, so the positions are numbered; "
                           "write them as a JSON list of strings under 'tokens'",
                  name() + ": the metadata has no model, text, ids, type ids, offsets, word "
                           "ids, sequence ids or special marks"));
}

TEST_F(LoadTraceTest, ReadsEveryFloatFormat) {
  say_everything();
  const std::vector<float> quarters = {0.25F, 0.75F, 0.5F, 0.5F};
  add<std::uint16_t>("attentions", "F16", {1, 1, 2, 2}, {0x3400, 0x3A00, 0x3800, 0x3800});
  EXPECT_EQ(testing_support::copy(load().trace.attentions), quarters);
  EXPECT_THAT(load().warnings, IsEmpty());
  header_.erase("attentions");
  data_.clear();
  add<std::uint16_t>("attentions", "BF16", {1, 1, 2, 2}, {0x3E80, 0x3F40, 0x3F00, 0x3F00});
  EXPECT_EQ(testing_support::copy(load().trace.attentions), quarters);
  header_.erase("attentions");
  data_.clear();
  add<double>("attentions", "F64", {1, 1, 2, 2}, {0.25, 0.75, 0.5, 0.5});
  EXPECT_EQ(testing_support::copy(load().trace.attentions), quarters);
  header_.erase("attentions");
  data_.clear();
  add<std::int32_t>("attentions", "I32", {1, 1, 2, 2}, {1, 0, 0, 1});
  EXPECT_EQ(error(), name() + ": tensor 'attentions' is I32, not F16, BF16, F32 or F64");
}

TEST_F(LoadTraceTest, DropsABatchOfOne) {
  say_everything();
  const auto halves = testing_support::copy(testing_support::even(3, 2, 2));
  add("attentions", "F32", {1, 3, 2, 2, 2}, halves);
  add("hidden_states", "F32", {1, 4, 2, 5}, std::vector<float>(40));
  add("pooled", "F32", {1, 5}, std::vector<float>(5));
  add("logits", "F32", {1, 3}, std::vector<float>(3));
  add("start_logits", "F32", {1, 2}, std::vector<float>(2));
  const LoadedTrace loaded = load();
  EXPECT_EQ(loaded.trace.attentions.shape(), (Tensor::Shape{3, 2, 2, 2}));
  EXPECT_EQ(loaded.trace.hidden_states.shape(), (Tensor::Shape{4, 2, 5}));
  EXPECT_EQ(loaded.trace.pooled.shape(), (Tensor::Shape{5}));
  EXPECT_EQ(loaded.trace.logits.shape(), (Tensor::Shape{3}));
  EXPECT_EQ(loaded.trace.start_logits.shape(), (Tensor::Shape{2}));
}

TEST_F(LoadTraceTest, RefusesAttentionsOfAnotherShape) {
  const std::pair<Tensor::Shape, const char*> cases[] = {
      {{2, 2, 2}, ": attentions are [2, 2, 2], not [layers, heads, n, n]"},
      {{2, 2}, ": attentions are [2, 2], not [layers, heads, n, n]"},
      {{}, ": attentions are [], not [layers, heads, n, n]"},
      {{1, 2, 2, 3}, ": attentions are [1, 2, 2, 3], not [layers, heads, n, n]"},
      {{1, 0, 2, 2}, ": attentions are [1, 0, 2, 2], not [layers, heads, n, n]"},
      {{1, 2, 0, 0}, ": attentions are [1, 2, 0, 0], not [layers, heads, n, n]"},
      {{1, 1, 1, 1, 2, 2}, ": attentions are [1, 1, 1, 1, 2, 2], not [layers, heads, n, n]"},
      {{2, 1, 1, 2, 2},
       ": holds 2 texts, and one is asked for; write it into a file of its own, or read them one "
       "by one with TraceFile"}};
  for (const auto& [shape, message] : cases) {
    header_ = json::object();
    data_.clear();
    add("attentions", testing_support::counting(shape));
    EXPECT_EQ(error(), name() + message);
  }
}

TEST_F(LoadTraceTest, NamesTheTensorsThereAreWhenAttentionsAreMissing) {
  EXPECT_EQ(error(),
            name() + ": has no tensor 'attentions' [layers, heads, n, n]; it has no tensor at all");
  add("attention", testing_support::counting({1}));
  add("b", testing_support::counting({1}));
  EXPECT_EQ(error(), name() +
                         ": has no tensor 'attentions' [layers, heads, n, n]; it has "
                         "'attention', 'b'");
}

TEST_F(LoadTraceTest, RefusesOtherTensorsThatDoNotFit) {
  const std::tuple<const char*, Tensor::Shape, const char*> cases[] = {
      {"scores", {1, 3, 2, 3}, "[1, 3, 2, 2]"},
      {"queries", {1, 2, 2, 4}, "[1, 3, 2, any]"},
      {"queries", {1, 3, 2, 0}, "[1, 3, 2, any]"},
      {"values", {1, 3, 2}, "[1, 3, 2, any]"},
      {"hidden_states", {1, 2, 8}, "[2, 2, any]"},
      {"hidden_states", {2, 3, 8}, "[2, 2, any]"},
      {"pooled", {2, 8}, "[any]"},
      {"logits", {3, 8}, "[2, any]"},
      {"logits", {2, 3, 8}, "[2, any]"},
      {"start_logits", {3}, "[2]"},
      {"end_logits", {2, 2}, "[2]"}};
  for (const auto& [tensor, shape, expected] : cases) {
    header_ = json::object();
    data_.clear();
    add("attentions", testing_support::even(1, 3, 2));
    add(tensor, testing_support::counting(shape));
    EXPECT_EQ(error(), name() + ": " + tensor + " is " + to_string(shape) +
                           ", beside attentions [1, 3, 2, 2] it must be " + expected);
  }
}

TEST_F(LoadTraceTest, RefusesKeysThatDoNotFitTheQueries) {
  add("attentions", testing_support::even(1, 3, 2));
  add("queries", testing_support::counting({1, 3, 2, 4}));
  add("keys", testing_support::counting({1, 3, 2, 5}));
  EXPECT_EQ(error(), name() +
                         ": keys is [1, 3, 2, 5], beside attentions [1, 3, 2, 2] it must be "
                         "[1, 3, 2, 4]");
}

TEST_F(LoadTraceTest, IgnoresTensorsItDoesNotKnow) {
  say_everything();
  add("attentions", testing_support::even(1, 1, 2));
  add<std::int64_t>("positions", "I64", {2}, {0, 1});
  EXPECT_THAT(load().warnings, IsEmpty());
}

TEST_F(LoadTraceTest, WarnsOfWeightsThatAreNoAttention) {
  say_everything();
  Tensor attentions = testing_support::even(2, 2, 2);
  attentions.at(1, 0)[2] = 0.75F;
  attentions.at(0, 1)[0] = std::numeric_limits<float>::quiet_NaN();
  add("attentions", attentions);
  EXPECT_THAT(load().warnings,
              ElementsAre(name() + ": 1 row has NaN or infinite weights, the first is L0 H1 row 0",
                          name() + ": 1 row does not sum to 1, the furthest is L1 H0 row 1 with a "
                                   "sum of 1.25"));
}

TEST_F(LoadTraceTest, WarnsOfANewerVersion) {
  say_everything();
  say("format", "headscope-trace");
  say("version", "2");
  add("attentions", testing_support::even(1, 1, 2));
  EXPECT_THAT(load().warnings, ElementsAre(name() + ": is a trace of version '2', of which this "
                                                    "Headscope reads only what version 1 has"));
  say("format", "pt");
  EXPECT_THAT(load().warnings, IsEmpty());
}

TEST_F(LoadTraceTest, NamesTheMetadataThatDoesNotAgree) {
  add("attentions", testing_support::even(1, 1, 2));
  say("tokens", R"(["a", "b", "c"])");
  EXPECT_EQ(error(),
            name() + ": 'tokens' in the metadata has 3 entries, attentions are of 2 tokens");
}

TEST_F(LoadTraceTest, SavedAgainAFileWithGapsStaysTheSame) {
  say("tokens", R"(["[CLS]", "a"])");
  add("attentions", testing_support::even(1, 1, 2));
  const LoadedTrace first = load();
  const fs::path again = folder_ / "again.safetensors";
  save_trace(first.trace, again);
  const LoadedTrace second = load_trace(again);
  EXPECT_EQ(second.trace.encoding.ids, first.trace.encoding.ids);
  EXPECT_EQ(second.trace.encoding.offsets, first.trace.encoding.offsets);
  EXPECT_THAT(second.warnings,
              ElementsAre(again.string() + ": the metadata has no model, text, ids or offsets"));
}

TEST_F(LoadTraceTest, NamesTheFileThatIsNoTrace) {
  const fs::path file = write("t.txt", "hello");
  EXPECT_EQ(error_of([&] { load_trace(file); }),
            file.string() + ": is 5 bytes long, too short for safetensors");
  EXPECT_THAT(error_of([&] { load_trace(folder_ / "none"); }),
              HasSubstr("none: cannot be read: No such file or directory"));
}

}  // namespace
}  // namespace headscope
