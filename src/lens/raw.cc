#include "lens/raw.h"

#include <algorithm>
#include <cassert>

namespace headscope::lens {

void Raw::map(const Trace& trace, std::int64_t layer, std::int64_t head,
              std::span<float> out) const {
  const std::span<const float> attention = trace.attentions.at(layer, head);
  assert(out.size() == attention.size());
  std::copy(attention.begin(), attention.end(), out.begin());
}

}  // namespace headscope::lens
