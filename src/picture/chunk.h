// One layer's weights as the bytes of a chunk, arranged so that deflate finds much in them.
// The layout is in docs/page-format.md, Chunks.
//
//   std::vector<std::uint8_t> chunk = make_chunk(trace.attentions.at(layer), n, precision);
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "headscope/page.h"

namespace headscope::picture {

/// `weights` [heads, n, n]. `precision` is not kAuto.
std::vector<std::uint8_t> make_chunk(std::span<const float> weights, std::size_t n,
                                     Precision precision);

}  // namespace headscope::picture
