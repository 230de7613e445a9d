#include "encoder/encoder.h"

#include <fmt/format.h>

#include "encoder/labels.h"

namespace headscope::encoder {
namespace {

std::string warning(const std::string& tensor) {
  return fmt::format(
      "the weight '{}' holds NaN or infinity; attention from there on means nothing, so get the "
      "checkpoint again",
      tensor);
}

}  // namespace

Encoder::Encoder(const checkpoint::Config& config, const FamilyNames& names,
                 const EncoderConfig& sizes, int threads)
    : config_(config),
      names_(names),
      sizes_(sizes),
      weights_(checkpoint::Weights::open(config.file().parent_path(), names.prefix)),
      pool_(threads),
      loader_(pool_) {
  info_.layers = sizes.layers;
  info_.heads = sizes.heads;
  info_.hidden_size = sizes.hidden_size;
  info_.head_dim = sizes.head_dim();
  info_.intermediate_size = sizes.intermediate_size;
  info_.vocabulary_size = sizes.vocabulary_size;
  info_.max_positions = sizes.max_positions;
  info_.token_types = sizes.token_types;
}

void Encoder::bind_pooler(kernels::Activation activation) {
  if (weights_.scope(std::string(names_.pooler)).find("weight") == nullptr) return;
  pooler_ = std::make_shared<Transform>(
      loader_, weights_, TransformSpec{.dense = names_.pooler, .activation = activation},
      sizes_.hidden_size, sizes_.hidden_size);
  info_.has_pooler = true;
}

void Encoder::bind_head(const TaskHeadSpecs& specs) {
  BoundTaskHead bound = bind_task_head(
      {loader_, weights_, config_, sizes_, names_.words, names_.pooler, pooler_}, specs);
  head_ = std::move(bound.head);
  info_.task = bound.task;
  info_.reads_mean = bound.reads_mean;
  if (!bound.missing.empty()) info_.missing.push_back(std::move(bound.missing));
  if (info_.task == Task::kSequenceClassification || info_.task == Task::kTokenClassification) {
    info_.labels = read_labels(config_);
    info_.label_kind = read_label_kind(config_, info_.labels.size());
  }
  info_.parameters = loader_.parameters();
  const auto words = weights_.scope(std::string(names_.words));
  info_.weights_dtype = checkpoint::to_string(words.find("weight")->dtype);
  warn_of_weights();
}

void Encoder::forward(const Keep& keep, std::span<const HeadId> off, Trace& trace) {
  const auto n = static_cast<std::int64_t>(trace.encoding.size());
  Pass pass(info_, keep, off, trace);
  work_.resize(n, sizes_.hidden_size, sizes_.intermediate_size, sizes_.head_dim(), pool_.threads());
  run(pass);
  warn_of_words(pass);

  shape_if(keep.pooled && pooler_ != nullptr, trace.pooled, {sizes_.hidden_size});
  if (!trace.pooled.empty()) pool(trace);
  for (Tensor* logits : {&trace.logits, &trace.start_logits, &trace.end_logits}) logits->clear();
  trace.logits_of.clear();
  trace.prediction.clear();
  if (info_.task == Task::kMaskedLm && keep.logits) trace.logits_of = keep.logits_of;
  if (keep.logits && head_ != nullptr) head_->forward(work_.hidden, trace, pool_);
  warn_of_weights();
}

void Encoder::pool(Trace& trace) {
  const kernels::Rows pooled = pooled_.resize(1, sizes_.hidden_size);
  pooler_->forward({work_.hidden.data, 1, work_.hidden.stride}, pooled, pool_);
  copy_rows(pooled, sizes_.hidden_size, trace.pooled.data());
}

void Encoder::warn_of_weights() {
  for (; weights_warned_of_ < loader_.not_finite().size(); ++weights_warned_of_) {
    warnings_.push_back(warning(loader_.not_finite()[weights_warned_of_]));
  }
}

// Words are read when a text has them, so this is where a bad one shows.
void Encoder::warn_of_words(const Pass& pass) {
  const auto token = pass.token_not_finite();
  if (!token || !warnings_.empty()) return;
  warnings_.push_back(
      warning(fmt::format("{}.weight, row {}", names_.words, pass.encoding().ids[*token])));
}

}  // namespace headscope::encoder
