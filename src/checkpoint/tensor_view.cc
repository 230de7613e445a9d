#include "checkpoint/tensor_view.h"

#include <fmt/format.h>

#include <bit>
#include <cassert>
#include <cstring>
#include <functional>
#include <numeric>

#include "checkpoint/json.h"
#include "headscope/error.h"

namespace headscope::checkpoint {
namespace {

/// Selects with masks, not with branches, so that compilers turn the loop around it into SIMD.
float widen_half(std::uint16_t half) noexcept {
  const std::uint32_t sign = std::uint32_t{half} >> 15 << 31;
  const std::int32_t magnitude = half & 0x7FFF;  // signed, which SIMD compares
  const auto mask = [](bool condition) { return condition ? ~std::uint32_t{0} : 0; };
  const std::uint32_t shifted = static_cast<std::uint32_t>(magnitude) << 13;
  const std::uint32_t bias = std::uint32_t{127 - 15} << 23;
  // Infinity and NaN have the exponent 31 in a half, 255 in a float: the bias once more.
  const std::uint32_t normal = shifted + bias + (bias & mask(magnitude >= 0x7C00));
  // A subnormal counts units of 2^-24, which is the last place of 0.5.
  const float subnormal = std::bit_cast<float>(0x3F00'0000 | magnitude) - 0.5F;
  const std::uint32_t is_subnormal = mask(magnitude < 0x0400);
  return std::bit_cast<float>(sign | (normal & ~is_subnormal) |
                              (std::bit_cast<std::uint32_t>(subnormal) & is_subnormal));
}

float widen_bfloat(std::uint16_t bfloat) noexcept {
  return std::bit_cast<float>(std::uint32_t{bfloat} << 16);
}

/// Elements of type `Stored` at an address that need not be aligned.
template <typename Stored, typename Convert>
void convert_each(const std::byte* from, std::span<float> out, Convert convert) noexcept {
  for (std::size_t i = 0; i < out.size(); ++i) {
    Stored stored;
    std::memcpy(&stored, from + i * sizeof stored, sizeof stored);
    out[i] = convert(stored);
  }
}

}  // namespace

std::string_view to_string(DType dtype) {
  switch (dtype) {
    case DType::kBool:
      return "BOOL";
    case DType::kU8:
      return "U8";
    case DType::kI8:
      return "I8";
    case DType::kU16:
      return "U16";
    case DType::kI16:
      return "I16";
    case DType::kU32:
      return "U32";
    case DType::kI32:
      return "I32";
    case DType::kU64:
      return "U64";
    case DType::kI64:
      return "I64";
    case DType::kF16:
      return "F16";
    case DType::kBF16:
      return "BF16";
    case DType::kF32:
      return "F32";
    case DType::kF64:
      return "F64";
  }
  return "";
}

std::size_t bytes_of(DType dtype) {
  switch (dtype) {
    case DType::kBool:
    case DType::kU8:
    case DType::kI8:
      return 1;
    case DType::kU16:
    case DType::kI16:
    case DType::kF16:
    case DType::kBF16:
      return 2;
    case DType::kU32:
    case DType::kI32:
    case DType::kF32:
      return 4;
    case DType::kU64:
    case DType::kI64:
    case DType::kF64:
      return 8;
  }
  return 0;
}

std::int64_t TensorView::size() const {
  return std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
}

void widen(const TensorView& tensor, std::span<float> out, std::int64_t first) {
  assert(first >= 0 && first + static_cast<std::int64_t>(out.size()) <= tensor.size());
  if (out.empty()) return;
  const std::byte* from = tensor.data.data() + first * bytes_of(tensor.dtype);
  switch (tensor.dtype) {
    case DType::kF32:
      std::memcpy(out.data(), from, out.size_bytes());
      return;
    case DType::kF16:
      convert_each<std::uint16_t>(from, out, widen_half);
      return;
    case DType::kBF16:
      convert_each<std::uint16_t>(from, out, widen_bfloat);
      return;
    case DType::kF64:
      convert_each<double>(from, out, [](double value) { return static_cast<float>(value); });
      return;
    default:
      throw Error(fmt::format("{}: tensor {} is {}, not F16, BF16, F32 or F64",
                              tensor.file.string(), in_quotes(tensor.name),
                              to_string(tensor.dtype)));
  }
}

}  // namespace headscope::checkpoint
