// A tensor of a file, whatever the file's format: its name, type and shape, and its bytes where
// they stand.
//
//   std::vector<float> values(tensor.size());
//   widen(tensor, values);
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace headscope::checkpoint {

enum class DType { kBool, kU8, kI8, kU16, kI16, kU32, kI32, kU64, kI64, kF16, kBF16, kF32, kF64 };

/// As safetensors write it: "F32".
std::string_view to_string(DType dtype);
std::size_t bytes_of(DType dtype);

/// A tensor in a file. `data` may be unaligned; it lives as long as the file object.
struct TensorView {
  std::string name;
  DType dtype = DType::kF32;
  std::vector<std::int64_t> shape;
  std::span<const std::byte> data;
  std::filesystem::path file;

  std::int64_t size() const;  ///< number of elements
};

/// Converts F16, BF16, F32 or F64 to float32, `out.size()` elements from element `first` on.
/// Widening is exact. Throws Error for another dtype.
void widen(const TensorView& tensor, std::span<float> out, std::int64_t first = 0);

}  // namespace headscope::checkpoint
