// The header of a safetensors file: read, and checked against the bytes behind it.
// Format: https://huggingface.co/docs/safetensors
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "checkpoint/tensor_view.h"

namespace headscope::checkpoint {

struct SafetensorsHeader {
  std::vector<TensorView> tensors;  ///< in the order of their data
  std::map<std::string, std::string, std::less<>> metadata;
};

/// Reads the header at the start of `bytes`, a whole file. The tensors point into `bytes`, lie
/// inside it, and cover all of it once. Throws Error that names `file`, the tensor and the cause.
SafetensorsHeader read_header(std::span<const std::byte> bytes, const std::filesystem::path& file);

}  // namespace headscope::checkpoint
