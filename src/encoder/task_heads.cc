#include "encoder/task_heads.h"

#include <fmt/format.h>

#include <array>
#include <functional>
#include <optional>
#include <vector>

#include "encoder/discriminator_head.h"
#include "encoder/labels.h"
#include "encoder/question_answering_head.h"
#include "encoder/tagger_head.h"

namespace headscope::encoder {
namespace {

/// What the names of classes end in.
struct ClassOfTask {
  std::string_view ending;
  Task task;
};
constexpr std::array kClasses{
    ClassOfTask{"ForMaskedLM", Task::kMaskedLm},
    ClassOfTask{"ForSequenceClassification", Task::kSequenceClassification},
    ClassOfTask{"ForTokenClassification", Task::kTokenClassification},
    ClassOfTask{"ForQuestionAnswering", Task::kQuestionAnswering},
};

bool has_weight(const TaskHeadSource& source, std::string_view scope) {
  return !scope.empty() && source.weights.find(std::string(scope) + ".weight") != nullptr;
}

/// A classifier's weights may be a text's or a token's, which only the class tells.
Task task_by_weights(const TaskHeadSource& source, const TaskHeadSpecs& specs) {
  if (specs.discriminator && has_weight(source, specs.discriminator->output)) {
    return Task::kReplacedTokens;
  }
  if (specs.masked_lm && has_weight(source, specs.masked_lm->transform.dense)) {
    return Task::kMaskedLm;
  }
  if (specs.question_answering && has_weight(source, specs.question_answering->output)) {
    return Task::kQuestionAnswering;
  }
  return Task::kNone;
}

Task task_of(const TaskHeadSource& source, const TaskHeadSpecs& specs) {
  const std::string name = source.config.architecture();
  for (const auto& [ending, task] : kClasses) {
    if (name.ends_with(ending)) return task;
  }
  if (name.ends_with("ForPreTraining")) {
    return specs.discriminator ? Task::kReplacedTokens : Task::kMaskedLm;
  }
  return task_by_weights(source, specs);
}

/// A head that a family has: the scopes whose weights it needs, and how it is made of them.
struct Candidate {
  std::vector<std::string_view> scopes;
  std::function<std::unique_ptr<TaskHead>()> make;
};

template <typename Head>
Candidate candidate_for_tokens(const TaskHeadSource& source, const TokenOutputSpec& spec,
                               std::int64_t outputs) {
  return {{spec.transform.dense, spec.transform.norm, spec.output}, [&source, &spec, outputs] {
            return std::make_unique<Head>(
                TokenOutput(source.loader, source.weights, spec, source.sizes, outputs));
          }};
}

Candidate classifier(const TaskHeadSource& source, const ClassifierSpec& spec,
                     std::int64_t labels) {
  const std::string_view transform = spec.takes_pooled ? source.pooler_name : spec.transform.dense;
  return {{transform, spec.transform.norm, spec.output}, [&source, &spec, labels] {
            return std::make_unique<ClassifierHead>(source.loader, source.weights, spec,
                                                    source.pooler, source.sizes, labels);
          }};
}

Candidate masked_lm(const TaskHeadSource& source, const MaskedLmSpec& spec) {
  const bool tied = source.config.boolean("tie_word_embeddings", true);
  const std::string_view decoder = tied ? std::string_view() : spec.decoder;
  return {{spec.transform.dense, spec.transform.norm, decoder}, [&source, &spec] {
            return std::make_unique<MaskedLmHead>(source.loader, source.weights, spec, source.words,
                                                  source.sizes);
          }};
}

/// The head of a task, or nothing where the family has no such head.
std::optional<Candidate> candidate(const TaskHeadSource& source, const TaskHeadSpecs& specs,
                                   Task task) {
  const auto labels = [&] { return static_cast<std::int64_t>(read_labels(source.config).size()); };
  if (task == Task::kMaskedLm && specs.masked_lm) return masked_lm(source, *specs.masked_lm);
  if (task == Task::kSequenceClassification && specs.classifier) {
    return classifier(source, *specs.classifier, labels());
  }
  if (task == Task::kTokenClassification && specs.tagger) {
    return candidate_for_tokens<TaggerHead>(source, *specs.tagger, labels());
  }
  if (task == Task::kQuestionAnswering && specs.question_answering) {
    return candidate_for_tokens<QuestionAnsweringHead>(source, *specs.question_answering, 2);
  }
  if (task == Task::kReplacedTokens && specs.discriminator) {
    return candidate_for_tokens<DiscriminatorHead>(source, *specs.discriminator, 1);
  }
  return std::nullopt;
}

}  // namespace

BoundTaskHead bind_task_head(const TaskHeadSource& source, const TaskHeadSpecs& specs) {
  const std::string name = source.config.architecture();
  const Task task = task_of(source, specs);
  const std::optional<Candidate> head = candidate(source, specs, task);
  if (!head) {
    // A class without a task, BertModel, lacks nothing.
    if (name.find("For") == name.npos) return {};
    return {.missing = fmt::format("the prediction of {} is not supported", name)};
  }
  for (const std::string_view scope : head->scopes) {
    if (scope.empty() || has_weight(source, scope)) continue;
    return {.missing = fmt::format("config.json names {}, but the weights have no '{}.weight', so "
                                   "there is no prediction; take a checkpoint that was saved with "
                                   "its head",
                                   name, scope)};
  }
  const bool reads_mean =
      task == Task::kSequenceClassification && specs.classifier->summary == Summary::kMean;
  return {.task = task, .head = head->make(), .reads_mean = reads_mean};
}

}  // namespace headscope::encoder
