// Scaled dot-product attention that keeps its probabilities (Vaswani et al., arXiv 1706.03762).
//
//   AttentionScratch scratch;
//   scratch.reserve(n, head_dim, pool.threads());
//   attention({.queries = q, .keys = k, .values = v, .heads = 12, .head_dim = 64, …}, scratch,
//   pool);
#pragma once

#include <cstdint>
#include <limits>

#include "headscope/tensor.h"
#include "kernels/rows.h"
#include "kernels/thread_pool.h"

namespace headscope::kernels {

/// The score of a token that is too far away to be seen. Its share is exactly 0.
inline constexpr float kUnseen = std::numeric_limits<float>::lowest();

/// A reach that no text is longer than: every token sees every other.
inline constexpr std::int64_t kWholeText = std::numeric_limits<std::int32_t>::max();

/// One layer's attention over n tokens. Head h has the columns from h * head_dim on of `queries`,
/// `keys`, `values` and `context`, each [n, heads * head_dim].
struct Attention {
  ConstRows queries;
  ConstRows keys;
  ConstRows values;
  std::int64_t heads = 0;
  std::int64_t head_dim = 0;
  float scale = 1;                  ///< 1 / √head_dim
  const float* bias = nullptr;      ///< [heads, n, n] added to q kᵀ · scale; none without memory
  std::int64_t reach = kWholeText;  ///< tokens further apart than this do not see each other
  float* attentions = nullptr;      ///< [heads, n, n], softmax(scores)
  float* scores = nullptr;    ///< [heads, n, n], q kᵀ · scale + bias; not kept without memory
  float* products = nullptr;  ///< [heads, n, n], q kᵀ · scale alone; for the whole text only
  Rows context;               ///< attention · v
};

/// Memory that the threads work in, used again by every layer.
class AttentionScratch {
 public:
  /// Makes room for inputs of `tokens` tokens. Allocates only when there was less.
  void reserve(std::int64_t tokens, std::int64_t head_dim, int threads);

  float* of(int worker) const noexcept { return const_cast<float*>(data_.data()) + worker * each_; }

 private:
  Tensor data_;
  std::int64_t each_ = 0;
};

void attention(const Attention& work, const AttentionScratch& scratch, ThreadPool& pool) noexcept;

namespace reference {
void attention(const Attention& work, const AttentionScratch& scratch, ThreadPool& pool) noexcept;
}

}  // namespace headscope::kernels
