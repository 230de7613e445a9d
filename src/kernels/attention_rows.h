// The piece of an `attention` that one thread does at a time, and the memory it works in.
#pragma once

#include <cstdint>

#include "kernels/rows.h"

namespace headscope::kernels {

/// Rows of queries that go through scores, softmax and mixing together, while they stay in the
/// first cache.
inline constexpr std::int64_t kStripRows = 8;

/// Some rows of one head, from the token `first` on. Everything stands at the head's first column;
/// maps and `context` at the first of the rows.
struct AttentionRows {
  std::int64_t first;
  std::int64_t reach;
  ConstRows queries;
  ConstRows keys;    ///< of all n tokens
  ConstRows values;  ///< of all n tokens
  std::int64_t head_dim;
  float scale;
  const float* bias;  ///< [rows, n], or null
  float* attentions;  ///< [rows, n]
  float* scores;      ///< [rows, n], or null
  float* products;    ///< [rows, n], or null
  Rows context;
  float* scratch;
};

/// Where things lie in a thread's scratch. Sized for the widest vectors of any target.
struct AttentionLayout {
  std::int64_t strip_stride;    ///< of [kStripRows, n]
  std::int64_t context_stride;  ///< of [kStripRows, head_dim]
  std::int64_t keys, values, strip, context, size;

  AttentionLayout(std::int64_t tokens, std::int64_t head_dim) noexcept
      : strip_stride(padded_stride(tokens)), context_stride(padded_stride(head_dim)) {
    keys = 0;
    values = keys + strip_stride * head_dim;
    strip = values + context_stride * tokens;
    context = strip + kStripRows * strip_stride;
    size = context + kStripRows * context_stride;
    size = (size + kLine - 1) / kLine * kLine;
  }
};

}  // namespace headscope::kernels
