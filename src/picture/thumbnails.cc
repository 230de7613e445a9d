#include "picture/thumbnails.h"

#include <algorithm>
#include <span>

#include "picture/precision.h"

namespace headscope::picture {
namespace {

constexpr std::size_t kMostCells = 48;
constexpr int kLastStep = 63;

std::size_t divide_up(std::size_t a, std::size_t b) { return (a + b - 1) / b; }

std::uint8_t to_step(float weight) {
  const int step = nearest_step(std::sqrt(within_unit(weight)), kLastStep);
  return static_cast<std::uint8_t>((step * 255 + kLastStep / 2) / kLastStep);
}

/// Raises each cell to the largest weight of its block of the row. Skips what is not a number.
void pool(std::span<const float> row, std::size_t block, std::span<float> largest) {
  for (std::size_t cell = 0; cell < largest.size(); ++cell) {
    const std::size_t end = std::min((cell + 1) * block, row.size());
    for (std::size_t column = cell * block; column < end; ++column) {
      if (row[column] > largest[cell]) largest[cell] = row[column];
    }
  }
}

}  // namespace

Thumbnails make_thumbnails(const Tensor& attentions) {
  const auto n = static_cast<std::size_t>(attentions.dim(3));
  const auto heads = static_cast<std::size_t>(attentions.dim(0) * attentions.dim(1));
  Thumbnails thumbnails;
  thumbnails.block = divide_up(n, kMostCells);
  thumbnails.side = divide_up(n, thumbnails.block);
  thumbnails.cells.resize(heads * thumbnails.side * thumbnails.side);

  const float* weights = attentions.data();
  std::vector<float> largest(thumbnails.side);
  auto* cells = thumbnails.cells.data();
  for (std::size_t head = 0; head < heads; ++head) {
    for (std::size_t row = 0; row < n; ++row, weights += n) {
      if (row % thumbnails.block == 0) std::fill(largest.begin(), largest.end(), 0.0F);
      pool(std::span(weights, n), thumbnails.block, largest);
      const bool complete = (row + 1) % thumbnails.block == 0 || row + 1 == n;
      if (complete) cells = std::transform(largest.begin(), largest.end(), cells, to_step);
    }
  }
  return thumbnails;
}

}  // namespace headscope::picture
