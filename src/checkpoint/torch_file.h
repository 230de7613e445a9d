// One pytorch_model.bin: a zip archive with a pickle that describes tensors, and their numbers
// beside it. Read as data: nothing in the pickle is executed.
// Format: https://pytorch.org/docs/stable/notes/serialization.html
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "base/mapped_file.h"
#include "checkpoint/tensor_view.h"

namespace headscope::checkpoint {

/// What a torch file holds.
struct TorchTensors {
  std::vector<TensorView> tensors;  ///< in the pickle's order; several may share their bytes
  /// The numbers of tensors that do not stand in one piece in the file, put in order.
  std::vector<std::unique_ptr<std::byte[]>> copies;
};

/// Reads a state dict, as `torch.save(model.state_dict(), file)` writes it since torch 1.6. The
/// tensors point into `bytes`, a whole file, or into the copies. Entries that are no tensors are
/// left out. Throws Error that names `file`, the tensor and the cause, and says what to do about
/// files that only torch can read.
TorchTensors read_torch(std::span<const std::byte> bytes, const std::filesystem::path& file);

class TorchFile {
 public:
  static TorchFile open(const std::filesystem::path& file);
  const std::vector<TensorView>& tensors() const noexcept { return content_.tensors; }

 private:
  explicit TorchFile(base::MappedFile bytes) : bytes_(std::move(bytes)) {}

  base::MappedFile bytes_;
  TorchTensors content_;
};

}  // namespace headscope::checkpoint
