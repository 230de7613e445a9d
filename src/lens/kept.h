// What a trace holds only where a pass was asked to keep it: scores, and the terms they consist of.
#pragma once

#include <string>

#include "headscope/lens.h"

namespace headscope::lens {

/// A tensor of the trace, [layers, heads, n, n], unchanged: signed numbers from before the softmax.
class Kept final : public Lens {
 public:
  /// Where the numbers are, and what a trace without them should have done.
  struct What {
    std::string_view name;
    std::string_view title;
    std::string_view formula;
    Tensor Trace::*tensor;
    std::string_view missing;  ///< "has no scores; keep them with …"
  };

  explicit constexpr Kept(const What& what) : what_(what) {}
  std::string_view name() const override { return what_.name; }
  std::string_view title() const override { return what_.title; }
  std::string_view formula() const override { return what_.formula; }
  bool is_signed() const override { return true; }
  void map(const Trace& trace, std::int64_t layer, std::int64_t head,
           std::span<float> out) const override;

 private:
  What what_;
};

extern const Kept kScores;
extern const Kept kContentToContent;
extern const Kept kContentToPosition;
extern const Kept kPositionToContent;

}  // namespace headscope::lens
