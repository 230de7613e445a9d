// One text of a trace file: its tensors by their plain names, and its part of the metadata. A file
// holds its texts in one of three ways:
//
//   attentions [layers, heads, n, n]            one text
//   0.attentions, 1.attentions, …               several; tensors and metadata carry their number
//   attentions [batch, layers, heads, n, n]     a padded batch, as frameworks make them
//
// In a batch every tensor has the batch in front, metadata that is of tokens is a list for each
// text, and attention_mask [batch, n] is 0 where a text is padded. Padding is left out here.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "checkpoint/safetensors.h"
#include "checkpoint/tensor_view.h"
#include "trace/metadata.h"

namespace headscope::trace {

struct StoredText {
  std::string name;  ///< for messages: the file, and which of its texts where there are several
  std::map<std::string, checkpoint::TensorView, std::less<>> tensors;
  Metadata metadata;
  /// Positions that are not padding, ascending, of the `n` that the tensors have.
  std::vector<std::int64_t> kept;
  /// Whether a text before it says as much about itself, so that gaps were named already.
  bool repeats = false;

  const checkpoint::TensorView* find(std::string_view tensor) const;
};

/// How many texts the file holds; 1 where it has no attentions at all.
std::size_t count_texts(const checkpoint::SafetensorsFile& file);

/// A text of the file, which is called `name` in messages. Throws Error when there are no
/// attentions, or when something does not fit the batch.
StoredText stored_text(const checkpoint::SafetensorsFile& file, const std::string& name,
                       std::size_t text);

}  // namespace headscope::trace
