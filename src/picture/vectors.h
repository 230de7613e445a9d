// One layer's queries and keys as the bytes of a chunk, for the neuron view.
// The layout is in docs/page-format.md, Queries and keys.
//
//   std::vector<std::uint8_t> chunk =
//       make_vectors(trace.queries.at(layer), trace.keys.at(layer), width);
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "headscope/page.h"
#include "headscope/trace.h"

namespace headscope::picture {

/// How a page keeps a number of a query or a key.
enum class Width {
  kFloat32,  ///< as the model computed it: the attention follows to the last digit shown
  kFloat16,  ///< 11 significant bits: the attention follows nearer than `u8-sqrt` keeps it
};

/// As the manifest names it: "f32", "f16".
std::string_view name(Width width);

/// The width that is no coarser than weights of `precision`, which is not kAuto, are; kFloat32
/// where a number is too large for kFloat16.
Width width_for(const Trace& trace, Precision precision);

/// `queries` and `keys` [heads, n, head_dim].
std::vector<std::uint8_t> make_vectors(std::span<const float> queries, std::span<const float> keys,
                                       Width width);

/// The nearest float16, ties to even; beyond the largest it is infinity.
std::uint16_t to_float16(float value);

}  // namespace headscope::picture
