// What every model family shares: the weights and the threads, the trace that a pass fills, the
// pooler and the task head, warnings. A family adds how a text becomes hidden states.
//
//   class Bert final : public Encoder {
//    public:
//     Bert(const checkpoint::Config& config, int threads);   // binds its weights
//    private:
//     void run(Pass& pass) override;                   // fills work_.hidden
//   };
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "checkpoint/config.h"
#include "checkpoint/weights.h"
#include "encoder/encoder_config.h"
#include "encoder/load_weights.h"
#include "encoder/pass.h"
#include "encoder/task_heads.h"
#include "encoder/workspace.h"
#include "headscope/model.h"

namespace headscope::encoder {

/// What a family calls the parts that every family has.
struct FamilyNames {
  std::string_view prefix;  ///< of the encoder within its classes with a head: "bert"
  std::string_view words = "embeddings.word_embeddings";
  std::string_view pooler = "pooler.dense";
};

class Encoder {
 public:
  virtual ~Encoder() = default;

  const ModelInfo& info() const noexcept { return info_; }

  /// One sentence for each thing about the weights that a user should know.
  const std::vector<std::string>& warnings() const noexcept { return warnings_; }

  /// Fills the tensors of `trace` for its encoding, which has been checked against `info()`.
  void forward(const Keep& keep, std::span<const HeadId> off, Trace& trace);

 protected:
  Encoder(const checkpoint::Config& config, const FamilyNames& names, const EncoderConfig& sizes,
          int threads);

  /// Binds the pooler, where the checkpoint has one: a product of the first token's vector, and an
  /// activation.
  void bind_pooler(kernels::Activation activation);

  /// Binds the head of the checkpoint's task. Comes last: it may take the pooler.
  void bind_head(const TaskHeadSpecs& specs);

  /// The family: leaves the last layer's output in `work_.hidden`, and in the pass what it keeps.
  /// `work_` has been made as long as the text.
  virtual void run(Pass& pass) = 0;

  checkpoint::Config config_;
  FamilyNames names_;
  EncoderConfig sizes_;
  checkpoint::Weights weights_;  // the embeddings stay in the file
  kernels::ThreadPool pool_;
  WeightLoader loader_;
  Workspace work_;

 private:
  void warn_of_weights();
  void warn_of_words(const Pass& pass);
  void pool(Trace& trace);

  ModelInfo info_;
  std::vector<std::string> warnings_;
  std::size_t weights_warned_of_ = 0;
  std::shared_ptr<const Transform> pooler_;  // some checkpoints go without
  std::unique_ptr<TaskHead> head_;
  RowBuffer pooled_;
};

}  // namespace headscope::encoder
