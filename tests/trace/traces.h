// Traces made by hand, for tests.
#pragma once

#include <string>
#include <vector>

#include "headscope/trace.h"

namespace headscope::testing_support {

/// `shape` filled with 0, 1/8, 2/8 …, which every float format holds exactly while they are few.
inline Tensor counting(Tensor::Shape shape) {
  Tensor tensor(std::move(shape));
  for (std::int64_t i = 0; i < tensor.size(); ++i) tensor.data()[i] = static_cast<float>(i) / 8;
  return tensor;
}

/// Attention that is 1/n everywhere.
inline Tensor even(std::int64_t layers, std::int64_t heads, std::int64_t n) {
  Tensor tensor({layers, heads, n, n});
  for (float& value : tensor.values()) value = 1.0F / static_cast<float>(n);
  return tensor;
}

/// "[CLS] un ##do . [SEP] ü [SEP]": a pair, 2 layers, 3 heads, everything kept.
inline Trace whole_trace() {
  Trace trace;
  trace.model = "tiny \"bert\"";
  trace.encoding = {.text = "undo.",
                    .pair = "ü",
                    .ids = {101, 7, 8, 9, 102, 10, 102},
                    .tokens = {"[CLS]", "un", "##do", ".", "[SEP]", "ü", "[SEP]"},
                    .type_ids = {0, 0, 0, 0, 0, 1, 1},
                    .offsets = {{0, 0}, {0, 2}, {2, 4}, {4, 5}, {0, 0}, {0, 1}, {0, 0}},
                    .word_ids = {-1, 0, 0, 1, -1, 0, -1},
                    .sequence_ids = {-1, 0, 0, 0, -1, 1, -1},
                    .special = {true, false, false, false, true, false, true}};
  trace.attentions = even(2, 3, 7);
  trace.scores = counting({2, 3, 7, 7});
  trace.queries = counting({2, 3, 7, 4});
  trace.keys = counting({2, 3, 7, 4});
  trace.values = counting({2, 3, 7, 4});
  trace.hidden_states = counting({3, 7, 12});
  trace.pooled = counting({12});
  trace.logits = counting({7, 9});
  trace.start_logits = counting({7});
  trace.end_logits = counting({7});
  return trace;
}

inline std::vector<float> copy(const Tensor& tensor) {
  return {tensor.values().begin(), tensor.values().end()};
}

}  // namespace headscope::testing_support
