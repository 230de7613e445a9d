#include "lens/without_specials.h"

#include <cassert>

namespace headscope::lens {

void WithoutSpecials::map(const Trace& trace, std::int64_t layer, std::int64_t head,
                          std::span<float> out) const {
  const std::span<const float> attention = trace.attentions.at(layer, head);
  assert(out.size() == attention.size());
  const auto n = static_cast<std::size_t>(trace.tokens());
  const std::vector<bool>& special = trace.encoding.special;
  const auto left_out = [&](std::size_t token) { return token < special.size() && special[token]; };

  for (std::size_t row = 0; row < n; ++row) {
    const std::span<const float> from = attention.subspan(row * n, n);
    const std::span<float> to = out.subspan(row * n, n);
    double sum = 0;
    for (std::size_t column = 0; column < n; ++column) {
      if (!left_out(column)) sum += from[column];
    }
    for (std::size_t column = 0; column < n; ++column) {
      to[column] = left_out(column) || sum == 0 ? 0 : static_cast<float>(from[column] / sum);
    }
  }
}

}  // namespace headscope::lens
