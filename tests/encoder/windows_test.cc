// A long text's trace against the passes that it is stitched from.
#include "headscope/windows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <limits>

#include "headscope/error.h"
#include "headscope/model.h"
#include "headscope/tokenizer.h"

namespace headscope {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const fs::path kTiny = fs::path(HEADSCOPE_TEST_DATA) / "tiny";

constexpr char kText[] =
    "The cat sat on the mat because it was warm, and nobody had thought of the rain that came over "
    "the river when she walked along the bank with her old umbrella and a loaf of bread.";

std::span<const float> row_of(const Tensor& tensor, std::int64_t block, std::int64_t row) {
  const std::int64_t rows = tensor.dim(static_cast<std::size_t>(tensor.rank() - 2));
  const std::int64_t width = tensor.dim(static_cast<std::size_t>(tensor.rank() - 1));
  return tensor.values().subspan(static_cast<std::size_t>((block * rows + row) * width),
                                 static_cast<std::size_t>(width));
}

bool same_bits(std::span<const float> a, std::span<const float> b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size_bytes()) == 0;
}

class LongText : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    const fs::path folder = kTiny / GetParam();
    const Tokenizer tokenizer = Tokenizer::load(folder);
    whole_ = tokenizer.encode("Who sat there?", kText);
    model_ = std::make_unique<Model>(Model::load(folder, {.threads = 1}));
    windows_ = split_into_windows(whole_, {.max_tokens = 32, .stride = 8});
    keep_.queries = keep_.hidden_states = true;
    stitched_ = model_->forward(whole_, windows_, keep_);
    for (std::size_t i = 0; i < windows_.size(); ++i) {
      passes_.push_back(model_->forward(encoding_of_window(whole_, windows_, i), keep_));
      positions_.push_back(tokens_of_window(windows_, i, whole_.size()));
    }
  }

  /// Calls `check` with each token that one window owns, the window, and its place there.
  template <typename Check>
  void for_each_owned(const Check& check) const {
    for (std::size_t window = 0; window < windows_.size(); ++window) {
      for (std::size_t place = 0; place < positions_[window].size(); ++place) {
        const std::int64_t token = positions_[window][place];
        if (windows_.of_token[static_cast<std::size_t>(token)] != static_cast<int>(window))
          continue;
        check(token, window, static_cast<std::int64_t>(place));
      }
    }
  }

  Encoding whole_;
  std::unique_ptr<Model> model_;
  Windows windows_;
  Keep keep_;
  Trace stitched_;
  std::vector<Trace> passes_;
  std::vector<std::vector<std::int64_t>> positions_;
};

TEST_P(LongText, RowsAreThoseOfTheWindowToTheBit) {
  ASSERT_GE(windows_.size(), 3u);
  const std::int64_t maps = stitched_.layers() * stitched_.heads();
  std::size_t compared = 0;
  for_each_owned([&](std::int64_t token, std::size_t window, std::int64_t place) {
    for (std::int64_t map = 0; map < maps; ++map) {
      std::vector<float> expected(whole_.size(), 0.0f);
      const auto row = row_of(passes_[window].attentions, map, place);
      for (std::size_t i = 0; i < row.size(); ++i) {
        expected[static_cast<std::size_t>(positions_[window][i])] = row[i];
      }
      ASSERT_TRUE(same_bits(row_of(stitched_.attentions, map, token), expected)) << token;
      ++compared;
    }
  });
  EXPECT_GT(compared, 100u);
}

TEST_P(LongText, VectorsAreThoseOfTheWindowToTheBit) {
  for_each_owned([&](std::int64_t token, std::size_t window, std::int64_t place) {
    for (std::int64_t layer = 0; layer <= stitched_.layers(); ++layer) {
      ASSERT_TRUE(same_bits(stitched_.hidden_states.at(layer, token),
                            passes_[window].hidden_states.at(layer, place)));
    }
    for (std::int64_t map = 0; map < stitched_.layers() * stitched_.heads(); ++map) {
      ASSERT_TRUE(same_bits(row_of(stitched_.queries, map, token),
                            row_of(passes_[window].queries, map, place)));
    }
  });
}

TEST_P(LongText, WhatEveryWindowHasIsAMean) {
  const auto windows = static_cast<double>(windows_.size());
  for (const std::int64_t token : {std::int64_t{0}, std::int64_t{1}, stitched_.tokens() - 1}) {
    std::vector<double> expected(whole_.size(), 0.0);
    for (std::size_t window = 0; window < windows_.size(); ++window) {
      const auto& positions = positions_[window];
      const auto place = std::find(positions.begin(), positions.end(), token) - positions.begin();
      const auto row = row_of(passes_[window].attentions, 0, place);
      for (std::size_t i = 0; i < row.size(); ++i) {
        expected[static_cast<std::size_t>(positions[i])] += static_cast<double>(row[i]) / windows;
      }
    }
    const auto row = row_of(stitched_.attentions, 0, token);
    for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(row[i], expected[i], 1e-7) << i;
  }
}

TEST_P(LongText, EveryRowSumsToOne) {
  const std::int64_t rows = stitched_.layers() * stitched_.heads() * stitched_.tokens();
  for (std::int64_t row = 0; row < rows; ++row) {
    double sum = 0;
    for (const float weight : row_of(stitched_.attentions, 0, row)) sum += weight;
    ASSERT_NEAR(sum, 1, 1e-5) << row;
  }
}

INSTANTIATE_TEST_SUITE_P(Families, LongText,
                         testing::Values("bert", "roberta-mlm", "xlm-roberta", "albert-mlm",
                                         "deberta-v2", "distilbert-classifier",
                                         "electra-discriminator", "mpnet", "modernbert"),
                         [](const auto& family) {
                           std::string name = family.param;
                           std::erase(name, '-');
                           return name;
                         });

Trace run_in_windows(const char* folder, const char* text, Keep keep, Windows* windows = nullptr) {
  Model model = Model::load(kTiny / folder, {.threads = 1});
  const Encoding whole = Tokenizer::load(kTiny / folder).encode(text);
  const Windows split = split_into_windows(whole, {.max_tokens = 24, .stride = 6});
  if (windows != nullptr) *windows = split;
  return model.forward(whole, split, std::move(keep));
}

TEST(LongTextTensors, WhatBelongsToOnePassIsLeftOut) {
  const Trace trace = run_in_windows("deberta-v2", kText, Keep::all());
  EXPECT_FALSE(trace.hidden_states.empty());
  for (const Tensor* tensor :
       {&trace.scores, &trace.keys, &trace.values, &trace.pooled, &trace.content_to_content}) {
    EXPECT_TRUE(tensor->empty());
  }
  EXPECT_TRUE(run_in_windows("bert-classifier", kText, Keep::all()).logits.empty());
}

TEST(LongTextTensors, LogitsOfChosenTokensAreThoseOfAll) {
  Keep keep;
  keep.logits = true;
  const Trace all = run_in_windows("bert-mlm", kText, keep);
  keep.logits_of = {30, 5, 0};
  const Trace chosen = run_in_windows("bert-mlm", kText, keep);
  EXPECT_EQ(chosen.logits_of, keep.logits_of);
  ASSERT_EQ(chosen.logits.dim(0), 3);
  for (const std::int64_t row : {0, 1, 2}) {
    const auto expected = all.logits.at(keep.logits_of[static_cast<std::size_t>(row)]);
    const auto found = chosen.logits.at(row);
    for (std::size_t i = 0; i < found.size(); ++i) ASSERT_NEAR(found[i], expected[i], 1e-5);
  }
}

TEST(LongTextTensors, LogitsOfAnswersAreOfEachWindow) {
  Windows windows;
  const Trace trace = run_in_windows("bert-qa", kText, Keep::all(), &windows);
  ASSERT_EQ(trace.start_logits.shape(),
            (Tensor::Shape{static_cast<std::int64_t>(windows.size()), trace.tokens()}));
  Model model = Model::load(kTiny / "bert-qa", {.threads = 1});
  for (std::size_t window = 0; window < windows.size(); ++window) {
    const Trace pass =
        model.forward(encoding_of_window(trace.encoding, windows, window), Keep::all());
    const auto positions = tokens_of_window(windows, window, trace.encoding.size());
    std::vector<float> expected(trace.encoding.size(), std::numeric_limits<float>::lowest());
    for (std::size_t i = 0; i < positions.size(); ++i) {
      expected[static_cast<std::size_t>(positions[i])] = pass.end_logits.values()[i];
    }
    EXPECT_TRUE(same_bits(trace.end_logits.at(static_cast<std::int64_t>(window)), expected));
  }
}

TEST(LongTextTensors, LogitsOfTokensGoByTheToken) {
  Windows windows;
  Keep keep;
  keep.logits = true;
  const Trace stitched = run_in_windows("bert-tagger", kText, keep, &windows);
  Model model = Model::load(kTiny / "bert-tagger", {.threads = 1});
  const Trace last =
      model.forward(encoding_of_window(stitched.encoding, windows, windows.size() - 1), keep);
  EXPECT_TRUE(
      same_bits(stitched.logits.at(stitched.tokens() - 2), last.logits.at(last.tokens() - 2)));
}

TEST(LongTextTensors, AttentionsOfMoreThanFourGibibytesAreRefused) {
  Model model = Model::load(kTiny / "bert", {.threads = 1});
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "the ";
  const Encoding whole = Tokenizer::load(kTiny / "bert").encode(text);
  try {
    model.forward(whole, split_into_windows(whole, {.max_tokens = 64}));
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("a trace holds at most 4.3 GB; cut the text into parts"));
  }
}

}  // namespace
}  // namespace headscope
