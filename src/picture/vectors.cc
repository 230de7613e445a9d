#include "picture/vectors.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace headscope::picture {
namespace {

constexpr float kLargestFloat16 = 65504;

bool fits_float16(const Tensor& tensor) {
  const std::span<const float> values = tensor.values();
  return std::all_of(values.begin(), values.end(),
                     [](float value) { return !(std::abs(value) > kLargestFloat16); });
}

std::uint32_t bits(float value, Width width) {
  return width == Width::kFloat32 ? std::bit_cast<std::uint32_t>(value) : to_float16(value);
}

}  // namespace

std::string_view name(Width width) { return width == Width::kFloat32 ? "f32" : "f16"; }

Width width_for(const Trace& trace, Precision precision) {
  const bool coarse = precision == Precision::kSqrt8;
  const bool fits = coarse && fits_float16(trace.queries) && fits_float16(trace.keys);
  return fits ? Width::kFloat16 : Width::kFloat32;
}

std::uint16_t to_float16(float value) {
  const auto whole = std::bit_cast<std::uint32_t>(value);
  const std::uint32_t sign = whole >> 16 & 0x8000;
  const std::uint32_t magnitude = whole & 0x7FFFFFFF;
  constexpr std::uint32_t kInfinity = 0x7F800000;
  constexpr std::uint32_t kSmallestNormal = 113U << 23;  // 2^-14
  const auto with_sign = [sign](std::uint32_t half) {
    return static_cast<std::uint16_t>(sign | half);
  };
  if (magnitude > kInfinity) return with_sign(0x7E00);
  if (magnitude >= 143U << 23) return with_sign(0x7C00);
  if (magnitude < kSmallestNormal) {
    // Adding 2^-1 puts the bits of a step of 2^-24 last, rounded by the processor itself.
    const float shifted = std::bit_cast<float>(magnitude) + 0.5F;
    return with_sign(std::bit_cast<std::uint32_t>(shifted) - std::bit_cast<std::uint32_t>(0.5F));
  }
  // Half a step, less a little for what would round up to an odd number; a carry moves into the
  // exponent, as it should.
  const std::uint32_t odd = magnitude >> 13 & 1;
  return with_sign((magnitude - (112U << 23) + 0xFFF + odd) >> 13);
}

std::vector<std::uint8_t> make_vectors(std::span<const float> queries, std::span<const float> keys,
                                       Width width) {
  const std::size_t planes = width == Width::kFloat32 ? 4 : 2;
  const std::size_t count = queries.size() + keys.size();
  std::vector<std::uint8_t> chunk(planes * count);
  std::size_t at = 0;
  for (const std::span<const float> vectors : {queries, keys}) {
    for (const float value : vectors) {
      const std::uint32_t all = bits(value, width);
      for (std::size_t plane = 0; plane < planes; ++plane) {
        chunk[plane * count + at] = static_cast<std::uint8_t>(all >> (8 * (planes - 1 - plane)));
      }
      ++at;
    }
  }
  return chunk;
}

}  // namespace headscope::picture
