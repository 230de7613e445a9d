// A label for the whole text, from one vector that stands for it.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "encoder/encoder_config.h"
#include "encoder/task_head.h"
#include "encoder/transform.h"
#include "encoder/workspace.h"

namespace headscope::encoder {

/// The vector that stands for a text: the first token's, or the mean of all tokens'.
enum class Summary { kFirstToken, kMean };

/// Where a family keeps the weights.
struct ClassifierSpec {
  /// Between the summary and the labels. The encoder's pooler, where `takes_pooled`.
  TransformSpec transform = {};
  bool takes_pooled = false;
  std::string_view output = "classifier";
  Summary summary = Summary::kFirstToken;
  Bias output_bias = Bias::kPresent;
};

class ClassifierHead final : public TaskHead {
 public:
  /// `pooler` is the encoder's, for a family whose classifier takes its output.
  ClassifierHead(WeightLoader& loader, const checkpoint::Weights& weights,
                 const ClassifierSpec& spec, std::shared_ptr<const Transform> pooler,
                 const EncoderConfig& config, std::int64_t labels);

  /// logits [labels].
  void forward(kernels::ConstRows hidden, Trace& trace, kernels::ThreadPool& pool) override;

 private:
  Summary summary_;
  std::int64_t hidden_size_;
  std::shared_ptr<const Transform> transform_;  // or null
  kernels::Linear output_;
  RowBuffer mean_;
  RowBuffer transformed_;
  RowBuffer logits_;
};

}  // namespace headscope::encoder
