// The attention as the model computed it.
#pragma once

#include "headscope/lens.h"

namespace headscope::lens {

/// The trace's attentions, unchanged.
class Raw final : public Lens {
 public:
  std::string_view name() const override { return "raw"; }
  std::string_view title() const override { return "Raw attention"; }
  std::string_view formula() const override { return "softmax(q·k / √d)"; }
  void map(const Trace& trace, std::int64_t layer, std::int64_t head,
           std::span<float> out) const override;
};

}  // namespace headscope::lens
