// Which prediction a checkpoint was trained for, and the head that makes it.
//
//   auto bound = bind_task_head({loader, weights, config, …}, {.masked_lm = …, .tagger = …});
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "checkpoint/config.h"
#include "encoder/classifier_head.h"
#include "encoder/masked_lm_head.h"
#include "encoder/task_head.h"
#include "encoder/token_output.h"
#include "headscope/model.h"

namespace headscope::encoder {

/// Where a family keeps the weights of the heads that it has.
struct TaskHeadSpecs {
  std::optional<MaskedLmSpec> masked_lm = {};
  std::optional<ClassifierSpec> classifier = {};
  std::optional<TokenOutputSpec> tagger = {};
  std::optional<TokenOutputSpec> question_answering = {};
  std::optional<TokenOutputSpec> discriminator = {};
};

/// A task head, or none.
struct BoundTaskHead {
  Task task = Task::kNone;
  std::unique_ptr<TaskHead> head = nullptr;
  bool reads_mean = false;   ///< as ModelInfo::reads_mean
  std::string missing = {};  ///< a sentence: why there is none, where there should be one
};

/// What a head is built from.
struct TaskHeadSource {
  WeightLoader& loader;
  const checkpoint::Weights& weights;
  const checkpoint::Config& config;
  const EncoderConfig& sizes;
  std::string_view words;  ///< the scope of the embedding matrix
  std::string_view pooler_name;
  std::shared_ptr<const Transform> pooler;  ///< null where the checkpoint has none
};

/// The head of the checkpoint's task. The task is told by the class that config.json names,
/// "BertForMaskedLM", and where that is a class without a task, by the weights that are there.
/// Throws Error for weights of a wrong shape.
BoundTaskHead bind_task_head(const TaskHeadSource& source, const TaskHeadSpecs& specs);

}  // namespace headscope::encoder
