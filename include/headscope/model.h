// A BERT-family encoder that gives back every attention weight.
//
//   auto model = headscope::Model::load("./bert-base-uncased");
//   headscope::Trace trace = model.forward(encoding, {.hidden_states = true});
//   float weight = trace.attentions.at(2, 0)[1 * n + 2];   // L2 H0, from token 1 to token 2
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "headscope/encoding.h"
#include "headscope/trace.h"

namespace headscope {

/// What a checkpoint predicts with its task head.
enum class Task {
  kNone,                    ///< attention and hidden states only
  kMaskedLm,                ///< a word at every position
  kSequenceClassification,  ///< labels of the text
  kTokenClassification,     ///< labels of each token
  kQuestionAnswering,       ///< a span of the text
  kReplacedTokens,          ///< which tokens are not the original ones
};

/// How the logits of labels are read.
enum class LabelKind {
  kExclusive,    ///< one label holds: softmax
  kIndependent,  ///< each label holds or not: sigmoid
  kValue,        ///< a number each: regression
};

/// What a checkpoint says about itself.
struct ModelInfo {
  std::string name;          ///< last part of the folder's name, or the name in the hub's cache
  std::string family;        ///< config.json's model_type: "bert"
  std::string architecture;  ///< "BertForMaskedLM"
  std::int64_t layers = 0;
  std::int64_t heads = 0;
  std::int64_t hidden_size = 0;
  std::int64_t head_dim = 0;
  std::int64_t intermediate_size = 0;
  std::int64_t vocabulary_size = 0;
  std::int64_t max_positions = 0;  ///< the most tokens of one input, special tokens included
  std::int64_t token_types = 0;    ///< segments that are told apart; 0 where none are
  std::int64_t parameters = 0;     ///< numbers in the weights, head included
  std::string weights_dtype;       ///< as stored: "F32", "F16", "BF16"

  Task task = Task::kNone;          ///< of a head that is there
  std::vector<std::string> labels;  ///< of classifiers and taggers, by the index of their logit
  LabelKind label_kind = LabelKind::kExclusive;
  bool reads_mean = false;  ///< classifier: takes the mean of all tokens, not the first token
  bool has_pooler = false;
  std::vector<std::string> missing;  ///< sentences: what cannot be predicted, and why
};

struct ModelOptions {
  /// Threads of a forward pass; 0 takes every CPU that the process may use. The numbers are the
  /// same bits whatever the count.
  int threads = 0;
};

/// A loaded encoder. `forward` uses buffers of the model, so one model serves one thread at a time.
class Model {
 public:
  /// Reads `config.json` and the weights of a folder. Throws Error when the folder, a file, a
  /// tensor or a shape is not what config.json asks for, or when the architecture is not supported.
  static Model load(const std::filesystem::path& folder, ModelOptions options = {});

  const ModelInfo& info() const noexcept;

  /// Sentences about the weights that a user should read, such as NaN values and their layer. Words
  /// are read when a text has them, so ask again after `forward`.
  const std::vector<std::string>& warnings() const noexcept;

  /// Runs the encoder on one input. The attention heads `off` are switched off: what each of them
  /// gives to its layer is taken as 0, as Hugging Face's head_mask does it. Throws Error when there
  /// are more tokens than positions, an id outside the vocabulary or a head that there is not.
  Trace forward(const Encoding& encoding, Keep keep = {}, std::span<const HeadId> off = {});

  /// The same into an existing trace, whose memory is used again.
  void forward(const Encoding& encoding, Keep keep, Trace& trace, std::span<const HeadId> off = {});

  /// Runs the encoder on each window of a long text and stitches one trace. The row of a token is
  /// that of its window's pass, bit for bit, with weight 0 to the tokens that are not in that
  /// window
  /// (`Windows::meet` tells these); in the columns of special tokens and of a pair's first text
  /// stands what the row gave to its own window's. The rows of those tokens are means over all
  /// windows. Every row sums to 1. Queries, hidden states and the logits of tokens go by the same
  /// rule; the logits of answers are [windows, n]. What belongs to one pass stays empty, also when
  /// `keep` asks for it: scores, keys, values, terms, pooled, the logits of a whole text. Without
  /// windows this is one pass. Throws Error as above, or when the attentions would take more than
  /// 4 GiB.
  Trace forward(const Encoding& whole, const Windows& windows, Keep keep = {},
                std::span<const HeadId> off = {});

  Model(Model&&) noexcept;
  Model& operator=(Model&&) noexcept;
  ~Model();

 private:
  struct Implementation;
  explicit Model(std::unique_ptr<Implementation> implementation);
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace headscope
