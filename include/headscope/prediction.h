// What a checkpoint says about a text: its task head's logits as words, labels, answers.
//
//   headscope::Keep keep = headscope::keep_for_prediction(model.info(), tokenizer, encoding);
//   headscope::Trace trace = model.forward(encoding, keep);
//   headscope::Prediction prediction = headscope::predict(trace, model.info(), tokenizer);
//   for (const auto& guess : prediction.words.at(0).best) …   // "dog" 0.62, "cat" 0.11 …
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "headscope/model.h"
#include "headscope/tokenizer.h"
#include "headscope/trace.h"

namespace headscope {

/// A word of the vocabulary at one position, and how likely the model finds it there.
struct TokenGuess {
  std::int32_t id = 0;
  std::string token;  ///< as in the vocabulary: "dog", "##s", "Ġdog"
  float logit = 0;
  float probability = 0;  ///< softmax over the vocabulary
};

/// What a masked language model says of one position.
struct WordPrediction {
  std::int64_t position = 0;
  bool is_mask = false;          ///< the mask token stands there
  std::vector<TokenGuess> best;  ///< the most likely first
  TokenGuess actual;             ///< the token that stands there
  std::int64_t actual_rank = 0;  ///< of that token: 1 is the most likely
};

/// A label of a text or of a word.
struct LabelScore {
  std::int64_t index = 0;  ///< of its logit
  std::string label;
  float logit = 0;
  float probability = 0;  ///< softmax or sigmoid by `Prediction::label_kind`; unused for values
};

/// A word's label: that of its first token, as Hugging Face's aggregation "first" has it.
struct WordLabel {
  std::int64_t first_token = 0;
  std::int64_t last_token = 0;
  std::int32_t sequence = 0;  ///< 0 text, 1 pair
  Span span;                  ///< in code points of its own text
  std::string text;
  LabelScore best;
};

/// Neighbouring words with the same label but for "B-" and "I-", as Hugging Face's
/// `group_entities` puts them together. Words labelled "O" are in none.
struct Entity {
  std::string label;  ///< without "B-" and "I-"
  std::int64_t first_token = 0;
  std::int64_t last_token = 0;
  std::int32_t sequence = 0;  ///< 0 text, 1 pair
  Span span = {};             ///< in code points of its own text
  std::string text = {};
  float probability = 0;  ///< the mean of its words'
};

/// A span of the pair that answers the text, which is a question.
struct Answer {
  std::int64_t first_token = 0;
  std::int64_t last_token = 0;
  Span span = {};  ///< whole words, in code points of the pair
  std::string text = {};
  float score =
      0;  ///< probability that it begins at the first token times that it ends at the last
};

/// How likely a token is not the original one.
struct ReplacedToken {
  std::int64_t position = 0;
  std::string token;
  float logit = 0;
  float probability = 0;  ///< sigmoid
};

/// What stands for the whole text.
struct SentenceVector {
  std::vector<float> mean;    ///< [hidden], mean of the last layer's tokens, of length 1
  std::vector<float> pooled;  ///< [hidden], the pooler's output; empty without one
};

/// Only the fields of the checkpoint's task are filled. A model without a task head gives its
/// sentence vector.
struct Prediction {
  Task task = Task::kNone;
  std::string missing = {};  ///< a sentence where there is no prediction, or less than asked for

  std::vector<WordPrediction> words = {};  ///< masked language model
  LabelKind label_kind = LabelKind::kExclusive;
  std::vector<LabelScore> labels = {};            ///< classifier: all of them, the highest first
  std::optional<std::int64_t> labels_token = {};  ///< classifier: the token that the labels are
                                                  ///< read from; nothing where all tokens' mean is
  std::vector<WordLabel> word_labels = {};        ///< tagger: in the order of the text
  std::vector<Entity> entities = {};              ///< tagger: what its words make together
  std::vector<Answer> answers = {};               ///< question answering: the best first
  std::optional<float> no_answer =
      {};  ///< its score, as an answer's, where the model's first token stands for none
  std::vector<ReplacedToken> replaced = {};  ///< discriminator: every token that is not special
  SentenceVector sentence = {};
};

struct PredictOptions {
  std::size_t top = 5;               ///< words at a position, answers
  std::vector<std::int64_t> at;      ///< positions to look at beside the masks
  std::int64_t longest_answer = 15;  ///< in tokens
};

/// What `predict` needs of a forward pass on that encoding. Throws Error when a position in
/// `options.at` is not in the text.
Keep keep_for_prediction(const ModelInfo& model, const Tokenizer& tokenizer,
                         const Encoding& encoding, const PredictOptions& options = {});

/// Reads the prediction off a trace of that model. Of a text in windows, answers compete over all
/// windows, each with its probability in its own, and the score of no answer is the least of any
/// window; words and labels of tokens are read from the token's own window; a classifier has none.
/// Throws Error when a position in `options.at` is
/// not in the text, or when the trace lacks the tensors of `keep_for_prediction` or has them of
/// another model's shape.
Prediction predict(const Trace& trace, const ModelInfo& model, const Tokenizer& tokenizer,
                   const PredictOptions& options = {});

/// What two passes over the same tokens say, so that one can be held against the other: what is
/// among the best of the one is also listed in the other, behind its own best. So
/// `options.top` words at a position, or answers, become up to twice as many. Throws as `predict`.
std::pair<Prediction, Prediction> predict_both(const Trace& first, const Trace& second,
                                               const ModelInfo& model, const Tokenizer& tokenizer,
                                               const PredictOptions& options = {});

/// A prediction as one line of JSON: the form that the command line, the server and the page share.
std::string to_json(const Prediction& prediction);

/// "masked-lm", "sequence-classification", …; "none".
std::string_view to_string(Task task);

}  // namespace headscope
