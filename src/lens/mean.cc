#include "lens/mean.h"

#include <cassert>

namespace headscope::lens {

void Mean::map(const Trace& trace, std::int64_t layer, std::int64_t /*head*/,
               std::span<float> out) const {
  std::vector<double> sums(out.size(), 0.0);
  for (std::int64_t head = 0; head < trace.heads(); ++head) {
    const std::span<const float> attention = trace.attentions.at(layer, head);
    assert(out.size() == attention.size());
    for (std::size_t cell = 0; cell < out.size(); ++cell) sums[cell] += attention[cell];
  }
  const auto heads = static_cast<double>(trace.heads());
  for (std::size_t cell = 0; cell < out.size(); ++cell) {
    out[cell] = static_cast<float>(sums[cell] / heads);
  }
}

}  // namespace headscope::lens
