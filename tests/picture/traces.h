// Traces to draw, made up or real.
#pragma once

#include <string>
#include <vector>

#include "headscope/trace.h"

namespace headscope::picture {

/// Rows that sum to 1, by a fixed rule; the larger `peak`, the more of a row is in few weights.
Trace synthetic_trace(std::int64_t layers, std::int64_t heads, std::int64_t n, float peak);

/// Adds queries and keys, and the attention that follows from them.
void add_vectors(Trace& trace, std::int64_t head_dim);

/// The real bert-base-uncased on "Transformers are amazing!", with all that a tokenizer says.
Trace amazing_trace();

/// 12 layers of 12 heads from real attentions of MiniLM on a paragraph of 122 tokens.
Trace paragraph_trace();

}  // namespace headscope::picture
