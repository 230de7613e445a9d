// One safetensors file: a validated header and tensors that point into the mapped file.
// Format: https://huggingface.co/docs/safetensors
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/mapped_file.h"

namespace headscope::checkpoint {

enum class DType { kBool, kU8, kI8, kU16, kI16, kU32, kI32, kU64, kI64, kF16, kBF16, kF32, kF64 };

/// As the format writes it: "F32".
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

/// A whole file. Every field of the header is checked before any data is touched.
class SafetensorsFile {
 public:
  /// Throws Error that names the file, the tensor and the cause.
  static SafetensorsFile open(const std::filesystem::path& file);

  /// In the order of their data.
  const std::vector<TensorView>& tensors() const noexcept { return tensors_; }
  const TensorView* find(std::string_view name) const noexcept;
  const std::map<std::string, std::string, std::less<>>& metadata() const noexcept {
    return metadata_;
  }

 private:
  explicit SafetensorsFile(base::MappedFile bytes) : bytes_(std::move(bytes)) {}

  base::MappedFile bytes_;
  std::vector<TensorView> tensors_;
  std::map<std::string, std::string, std::less<>> metadata_;
};

}  // namespace headscope::checkpoint
