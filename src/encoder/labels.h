// The labels of a classifier or tagger, as config.json names them.
#pragma once

#include <string>
#include <vector>

#include "checkpoint/config.h"
#include "headscope/model.h"

namespace headscope::encoder {

/// As many as `num_labels`, else `id2label` says, else 2: `id2label` in the order of its ids, and
/// "LABEL_0", … where it has another number of labels or no label of an id. Throws Error when it is
/// no object of ids.
std::vector<std::string> read_labels(const checkpoint::Config& config);

/// `problem_type`; where it is absent one label is taken as independent, several as exclusive.
LabelKind read_label_kind(const checkpoint::Config& config, std::size_t labels);

}  // namespace headscope::encoder
