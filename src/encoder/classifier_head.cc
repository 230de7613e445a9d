#include "encoder/classifier_head.h"

#include <algorithm>
#include <string>

#include "encoder/pass.h"

namespace headscope::encoder {
namespace {

std::shared_ptr<const Transform> make_transform(WeightLoader& loader,
                                                const checkpoint::Weights& weights,
                                                const ClassifierSpec& spec,
                                                std::int64_t hidden_size) {
  if (spec.transform.dense.empty()) return nullptr;
  return std::make_shared<Transform>(loader, weights, spec.transform, hidden_size, hidden_size);
}

/// out [columns] = the mean of the rows.
void mean_of_rows(kernels::ConstRows in, std::int64_t columns, float* out) {
  std::fill_n(out, columns, 0.0f);
  for (std::int64_t row = 0; row < in.rows; ++row) {
    for (std::int64_t i = 0; i < columns; ++i) out[i] += in.row(row)[i];
  }
  for (std::int64_t i = 0; i < columns; ++i) out[i] /= static_cast<float>(in.rows);
}

}  // namespace

ClassifierHead::ClassifierHead(WeightLoader& loader, const checkpoint::Weights& weights,
                               const ClassifierSpec& spec, std::shared_ptr<const Transform> pooler,
                               const EncoderConfig& config, std::int64_t labels)
    : summary_(spec.summary),
      hidden_size_(config.hidden_size),
      transform_(spec.takes_pooled ? std::move(pooler)
                                   : make_transform(loader, weights, spec, config.hidden_size)),
      output_(loader.linear(weights.scope(std::string(spec.output)), labels, config.hidden_size,
                            spec.output_bias)) {}

void ClassifierHead::forward(kernels::ConstRows hidden, Trace& trace, kernels::ThreadPool& pool) {
  kernels::ConstRows text{hidden.data, 1, hidden.stride};
  if (summary_ == Summary::kMean) {
    const kernels::Rows mean = mean_.resize(1, hidden_size_);
    mean_of_rows(hidden, hidden_size_, mean.data);
    text = mean;
  }
  if (transform_ != nullptr) {
    const kernels::Rows transformed = transformed_.resize(1, hidden_size_);
    transform_->forward(text, transformed, pool);
    text = transformed;
  }
  const std::int64_t labels = output_.weight.columns();
  const kernels::Rows logits = logits_.resize(1, labels);
  kernels::linear(text, output_, {}, logits, pool);
  trace.logits.resize({labels});
  copy_rows(logits, labels, trace.logits.data());
}

}  // namespace headscope::encoder
