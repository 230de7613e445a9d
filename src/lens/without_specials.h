// The attention among words: what the special tokens soak up is taken out.
#pragma once

#include "headscope/lens.h"

namespace headscope::lens {

/// Columns of special tokens are 0 and every row, also that of a special token, is scaled to sum to
/// 1 again. A row that looked at special tokens alone is all 0.
class WithoutSpecials final : public Lens {
 public:
  std::string_view name() const override { return "without-specials"; }
  std::string_view title() const override { return "Raw without specials"; }
  std::string_view formula() const override {
    return "softmax(q·k / √d), special tokens left out, rows scaled to sum to 1";
  }
  void map(const Trace& trace, std::int64_t layer, std::int64_t head,
           std::span<float> out) const override;
};

}  // namespace headscope::lens
