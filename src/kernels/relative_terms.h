// What attention scores owe to how far apart two tokens are, with vectors of their own for every
// distance (He et al., DeBERTa, arXiv 2006.03654, equation 4).
//
//   relative_terms({.queries = q, .keys = k, .position_keys = kr, .position_queries = qr,
//                   .index = index_of_zero, .heads = 12, .head_dim = 64, .scale = s, .sum = bias},
//                  scratch, pool);
#pragma once

#include <cstdint>

#include "kernels/attention.h"
#include "kernels/rows.h"
#include "kernels/thread_pool.h"

namespace headscope::kernels {

/// The two position terms of one layer over n tokens:
///
///   content to position  [i, j] = queries[i] · position_keys[index(i - j)] · scale
///   position to content  [i, j] = keys[j] · position_queries[index(i - j)] · scale
///
/// Head h has the columns from h * head_dim on of every matrix. A term whose position vectors have
/// no memory is left out.
struct RelativeTerms {
  ConstRows queries;                    ///< [n, heads * head_dim]
  ConstRows keys;                       ///< [n, heads * head_dim]
  ConstRows position_keys;              ///< [positions, heads * head_dim]
  ConstRows position_queries;           ///< [positions, heads * head_dim]
  const std::int32_t* index = nullptr;  ///< row of a distance: index[d] for d in (-n, n)
  std::int64_t heads = 0;
  std::int64_t head_dim = 0;
  float scale = 1;
  float* content_to_position = nullptr;  ///< [heads, n, n]; not kept without memory
  float* position_to_content = nullptr;  ///< [heads, n, n]; not kept without memory
  float* sum = nullptr;                  ///< [heads, n, n], both terms together
};

/// `scratch` has been reserved for as many tokens as there are positions.
void relative_terms(const RelativeTerms& work, const AttentionScratch& scratch,
                    ThreadPool& pool) noexcept;

namespace reference {
void relative_terms(const RelativeTerms& work, const AttentionScratch& scratch,
                    ThreadPool& pool) noexcept;
}

}  // namespace headscope::kernels
