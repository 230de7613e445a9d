// What small checkpoints of every task say, against Hugging Face's logits: their probabilities are
// worked out here once more.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "tests/encoder/reference.h"
#include "tests/prediction/support.h"

namespace headscope::prediction {
namespace {

using reference::Json;

// Logits are as near as the encoder's tests ask for; a probability moves by less than its logit.
constexpr double kTolerance = 2e-5;

struct Said {
  std::string id;
  Encoding encoding;
  Prediction prediction;
};

class Checkpoint {
 public:
  explicit Checkpoint(const std::string& name)
      : tokenizer_(Tokenizer::load(tiny(name))),
        model_(Model::load(tiny(name))),
        expected_(tiny(name)) {}

  /// What it says of each case's text.
  std::vector<Said> say(const PredictOptions& options = {}) {
    std::vector<Said> all;
    for (const Json& c : expected_.cases()) {
      Encoding encoding = c["pair"].is_null() ? tokenizer_.encode(c["text"].get<std::string>())
                                              : tokenizer_.encode(c["text"].get<std::string>(),
                                                                  c["pair"].get<std::string>());
      EXPECT_EQ(Json(encoding.ids), c["input_ids"]);
      encoding.type_ids = reference::encoding_of(c).type_ids;
      const Keep keep = keep_for_prediction(model_.info(), tokenizer_, encoding, options);
      const Trace trace = model_.forward(encoding, keep);
      all.push_back({c["id"], encoding, predict(trace, model_.info(), tokenizer_, options)});
    }
    EXPECT_GE(all.size(), 3u);
    return all;
  }

  Tensor expected(const std::string& id, const std::string& name = "logits") const {
    return expected_.tensor(id + "." + name);
  }

  const Tokenizer& tokenizer() const { return tokenizer_; }
  const Model& model() const { return model_; }

 private:
  Tokenizer tokenizer_;
  Model model_;
  reference::Reference expected_;
};

/// Ids by falling logits.
std::vector<std::int64_t> ranked(std::span<const float> logits) {
  std::vector<std::int64_t> ids(logits.size());
  std::iota(ids.begin(), ids.end(), 0);
  std::stable_sort(ids.begin(), ids.end(), [&](std::int64_t a, std::int64_t b) {
    return logits[static_cast<std::size_t>(a)] > logits[static_cast<std::size_t>(b)];
  });
  return ids;
}

class MaskedLm : public testing::TestWithParam<std::string> {};

TEST_P(MaskedLm, SaysTheLikeliestWordsOfTheMask) {
  Checkpoint checkpoint(GetParam());
  int masks = 0;
  for (const Said& said : checkpoint.say()) {
    const Tensor logits = checkpoint.expected(said.id);
    for (const WordPrediction& word : said.prediction.words) {
      const auto row = logits.at(word.position);
      const auto shares = expected_softmax(row);
      const auto order = ranked(row);
      ASSERT_EQ(word.best.size(), 5u);
      for (std::size_t k = 0; k < 5; ++k) {
        EXPECT_EQ(word.best[k].id, order[k]);
        EXPECT_EQ(word.best[k].token, checkpoint.tokenizer().token(word.best[k].id));
        EXPECT_NEAR(word.best[k].probability, shares[static_cast<std::size_t>(order[k])],
                    kTolerance);
      }
      EXPECT_TRUE(word.is_mask);
      EXPECT_EQ(word.actual.id, *checkpoint.tokenizer().mask_id());
      EXPECT_EQ(order[static_cast<std::size_t>(word.actual_rank - 1)], word.actual.id);
      ++masks;
    }
    EXPECT_EQ(said.prediction.words.empty(), !said.prediction.missing.empty()) << said.id;
  }
  EXPECT_GE(masks, 1);
}

TEST_P(MaskedLm, SaysWhatStandsAtAnyTokenAndHowLikelyItIs) {
  Checkpoint checkpoint(GetParam());
  const std::int64_t at = 2;
  for (const Said& said : checkpoint.say({.top = 3, .at = {at}, .longest_answer = 15})) {
    const auto& words = said.prediction.words;
    const auto found = std::find_if(words.begin(), words.end(),
                                    [](const auto& word) { return word.position == at; });
    ASSERT_NE(found, words.end());
    const Tensor logits = checkpoint.expected(said.id);
    const auto row = logits.at(at);
    EXPECT_EQ(found->best.size(), 3u);
    EXPECT_EQ(found->actual.id, said.encoding.ids[at]);
    EXPECT_NEAR(found->actual.probability,
                expected_softmax(row)[static_cast<std::size_t>(said.encoding.ids[at])], kTolerance);
    EXPECT_EQ(ranked(row)[static_cast<std::size_t>(found->actual_rank - 1)], found->actual.id);
  }
}

INSTANTIATE_TEST_SUITE_P(Tiny, MaskedLm,
                         testing::Values("albert-mlm", "bert-legacy", "bert-mlm", "modernbert",
                                         "roberta-mlm"),
                         [](const auto& name) {
                           std::string word = name.param;
                           std::replace(word.begin(), word.end(), '-', '_');
                           return word;
                         });

class Classifier : public testing::TestWithParam<std::string> {};

TEST_P(Classifier, SaysAllLabelsTheLikeliestFirst) {
  Checkpoint checkpoint(GetParam());
  const std::vector<std::string> names = {"negative", "neutral", "positive"};
  for (const Said& said : checkpoint.say()) {
    const Tensor logits = checkpoint.expected(said.id);
    const auto shares = expected_softmax(logits.values());
    const auto order = ranked(logits.values());
    ASSERT_EQ(said.prediction.labels.size(), 3u);
    for (std::size_t k = 0; k < 3; ++k) {
      const LabelScore& score = said.prediction.labels[k];
      const auto index = static_cast<std::size_t>(order[k]);
      EXPECT_EQ(score.index, order[k]);
      EXPECT_EQ(score.label, names[index]);
      EXPECT_NEAR(score.probability, shares[index], kTolerance);
    }
    EXPECT_EQ(said.prediction.labels_token, 0) << "both read the first token";
  }
}

INSTANTIATE_TEST_SUITE_P(Tiny, Classifier,
                         testing::Values("bert-classifier", "distilbert-classifier"),
                         [](const auto& name) {
                           return name.param.substr(0, name.param.find('-'));
                         });

TEST(TinyTagger, LabelsEachWordByItsFirstToken) {
  Checkpoint checkpoint("bert-tagger");
  const auto& names = checkpoint.model().info().labels;
  bool has_pieces = false;
  for (const Said& said : checkpoint.say()) {
    const Tensor logits = checkpoint.expected(said.id);
    std::int64_t next = 1;
    for (const WordLabel& word : said.prediction.word_labels) {
      const auto row = logits.at(word.first_token);
      const auto best = static_cast<std::size_t>(ranked(row)[0]);
      EXPECT_EQ(word.best.label, names[best]);
      EXPECT_NEAR(word.best.probability, expected_softmax(row)[best], kTolerance);
      EXPECT_GE(word.first_token, next);
      next = word.last_token + 1;
      has_pieces |= word.last_token > word.first_token;
      for (std::int64_t token = word.first_token; token <= word.last_token; ++token) {
        const auto at = static_cast<std::size_t>(token);
        EXPECT_GE(said.encoding.offsets[at].begin, word.span.begin);
        EXPECT_LE(said.encoding.offsets[at].end, word.span.end);
        EXPECT_EQ(said.encoding.sequence_ids[at], word.sequence);
      }
    }
    const auto typed =
        std::count(said.encoding.special.begin(), said.encoding.special.end(), false);
    std::int64_t tokens = 0;
    for (const WordLabel& word : said.prediction.word_labels) {
      tokens += word.last_token - word.first_token + 1;
    }
    EXPECT_EQ(tokens, typed) << "every token but the tokenizer's own is in a word";
  }
  EXPECT_TRUE(has_pieces);
}

TEST(TinyReader, FindsTheLikeliestSpanOfThePair) {
  Checkpoint checkpoint("bert-qa");
  int read = 0;
  for (const Said& said : checkpoint.say()) {
    if (!said.encoding.pair) {
      EXPECT_TRUE(said.prediction.answers.empty());
      EXPECT_NE(said.prediction.missing, "");
      continue;
    }
    const Tensor starts = checkpoint.expected(said.id, "start_logits");
    const Tensor ends = checkpoint.expected(said.id, "end_logits");
    std::vector<std::size_t> tokens = {0};
    for (std::size_t i = 1; i < said.encoding.size(); ++i) {
      if (said.encoding.sequence_ids[i] == 1) tokens.push_back(i);
    }
    const auto among = [&](const Tensor& logits) {
      std::vector<float> chosen;
      for (const std::size_t token : tokens) chosen.push_back(logits.values()[token]);
      return expected_softmax(chosen);
    };
    const auto begins = among(starts);
    const auto finishes = among(ends);
    double best = 0;
    std::size_t first = 0;
    std::size_t last = 0;
    for (std::size_t i = 1; i < tokens.size(); ++i) {
      for (std::size_t j = i; j < std::min(tokens.size(), i + 15); ++j) {
        if (begins[i] * finishes[j] <= best) continue;
        best = begins[i] * finishes[j];
        first = tokens[i];
        last = tokens[j];
      }
    }
    const Answer& answer = said.prediction.answers.at(0);
    EXPECT_EQ(answer.first_token, static_cast<std::int64_t>(first));
    EXPECT_EQ(answer.last_token, static_cast<std::int64_t>(last));
    EXPECT_NEAR(answer.score, best, kTolerance);
    EXPECT_NEAR(*said.prediction.no_answer, begins[0] * finishes[0], kTolerance);
    ++read;
  }
  EXPECT_GE(read, 1);
}

TEST(TinyDiscriminator, SaysHowLikelyEachTokenWasReplaced) {
  Checkpoint checkpoint("electra-discriminator");
  for (const Said& said : checkpoint.say()) {
    const Tensor logits = checkpoint.expected(said.id);
    std::size_t next = 0;
    for (std::size_t i = 0; i < said.encoding.size(); ++i) {
      if (said.encoding.special[i]) continue;
      const ReplacedToken& token = said.prediction.replaced.at(next++);
      EXPECT_EQ(token.position, static_cast<std::int64_t>(i));
      EXPECT_EQ(token.token, said.encoding.tokens[i]);
      EXPECT_NEAR(token.probability, expected_sigmoid(logits.values()[i]), kTolerance);
    }
    EXPECT_EQ(next, said.prediction.replaced.size());
  }
}

TEST(TinyEncoder, GivesTheMeanOfItsLastLayerAndItsPooler) {
  Checkpoint checkpoint("bert");
  const reference::Reference expected(tiny("bert"));
  const std::string text = expected.cases()[0]["text"];
  const std::string id = expected.cases()[0]["id"];
  const Encoding encoding = checkpoint.tokenizer().encode(text);
  Model model = Model::load(tiny("bert"));
  const Trace trace =
      model.forward(encoding, keep_for_prediction(model.info(), checkpoint.tokenizer(), encoding));
  const SentenceVector sentence = predict(trace, model.info(), checkpoint.tokenizer()).sentence;

  reference::expect_close("pooled", sentence.pooled, expected.tensor(id + ".pooled").values());
  const Tensor hidden = expected.tensor(id + ".hidden_states");
  std::vector<double> sum(static_cast<std::size_t>(hidden.dim(2)));
  for (std::int64_t token = 0; token < hidden.dim(1); ++token) {
    const auto row = hidden.at(hidden.dim(0) - 1, token);
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += row[i];
  }
  const double length = std::sqrt(std::inner_product(sum.begin(), sum.end(), sum.begin(), 0.0));
  std::vector<float> mean;
  for (const double value : sum) mean.push_back(static_cast<float>(value / length));
  reference::expect_close("mean", sentence.mean, mean);
}

}  // namespace
}  // namespace headscope::prediction
