// What a layer does on average.
#pragma once

#include "headscope/lens.h"

namespace headscope::lens {

/// The mean over all heads of the layer, the same whichever head is asked for. Rows sum to 1.
class Mean final : public Lens {
 public:
  std::string_view name() const override { return "mean"; }
  std::string_view title() const override { return "Mean of heads"; }
  std::string_view formula() const override {
    return "mean over the layer's heads of softmax(q·k / √d)";
  }
  void map(const Trace& trace, std::int64_t layer, std::int64_t head,
           std::span<float> out) const override;
};

}  // namespace headscope::lens
