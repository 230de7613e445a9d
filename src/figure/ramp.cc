#include "figure/ramp.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace headscope::figure {
namespace {

using Color = std::array<int, 3>;  // red, green, blue

constexpr std::array<Color, 9> kStops = {{{0xFF, 0xFF, 0xFF},
                                          {0xFA, 0xF1, 0xD5},
                                          {0xF0, 0xDD, 0xA3},
                                          {0xD2, 0xCD, 0x8D},
                                          {0x9B, 0xB9, 0x93},
                                          {0x5A, 0x9A, 0x9D},
                                          {0x2B, 0x71, 0x98},
                                          {0x1D, 0x48, 0x84},
                                          {0x14, 0x23, 0x52}}};

}  // namespace

std::string ramp_color(double place) {
  const double stop = place * (kStops.size() - 1);
  const auto k = std::min(kStops.size() - 2, static_cast<std::size_t>(stop));
  const double part = stop - static_cast<double>(k);
  Color color{};
  for (std::size_t i = 0; i < color.size(); ++i) {
    const double mixed = kStops[k][i] + (kStops[k + 1][i] - kStops[k][i]) * part;
    color[i] = static_cast<int>(std::floor(mixed + 0.5));
  }
  return fmt::format("#{:02x}{:02x}{:02x}", color[0], color[1], color[2]);
}

}  // namespace headscope::figure
