// A small picture of every head, so that the overview opens before any layer is unpacked.
#pragma once

#include <cstdint>
#include <vector>

#include "headscope/tensor.h"

namespace headscope::picture {

/// `cells` [layers, heads, side, side]: a cell's value is (byte / 255)², of the largest weight of
/// its `block` × `block` tokens, in 64 steps.
struct Thumbnails {
  std::size_t block = 1;
  std::size_t side = 0;
  std::vector<std::uint8_t> cells;
};

/// `attentions` [layers, heads, n, n]. One cell a weight up to 48 tokens, pooled above.
Thumbnails make_thumbnails(const Tensor& attentions);

}  // namespace headscope::picture
