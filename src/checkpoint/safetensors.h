// One safetensors file: a validated header and tensors that point into the mapped file.
// Format: https://huggingface.co/docs/safetensors
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/mapped_file.h"
#include "checkpoint/tensor_view.h"

namespace headscope::checkpoint {

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
