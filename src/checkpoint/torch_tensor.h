// From the calls in a torch file's pickle to tensors: what each storage holds, and which of its
// numbers a tensor takes in which order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "checkpoint/pickle.h"
#include "checkpoint/tensor_view.h"
#include "checkpoint/zip.h"

namespace headscope::checkpoint {

/// The only names that a torch file's pickle may use: what makes tensors, and types of storages.
std::span<const std::string_view> torch_globals();

/// Whether the value is a call of what makes a tensor or a parameter.
bool is_torch_tensor(const PickleValue& value);

class TorchTensorReader {
 public:
  /// `root` is what stands in front of every name in the archive.
  TorchTensorReader(const ZipEntries& entries, std::string root, std::filesystem::path file);

  /// The tensor that `is_torch_tensor` recognised. Its numbers are where they stand in the file, or
  /// in a copy when they do not stand there in order. Throws Error that names the tensor.
  TensorView read(const std::string& name, const PickleValue& value);

  /// What the tensors of this reader need beside the file.
  std::vector<std::unique_ptr<std::byte[]>> copies() && { return std::move(copies_); }

 private:
  struct Storage;
  struct Layout;

  Storage find_storage(const PickleValue& value, const std::string& what) const;
  std::span<const std::byte> put_in_order(const Storage& storage, const Layout& layout,
                                          const std::string& what);

  const ZipEntries& entries_;
  std::string root_;
  std::filesystem::path file_;
  std::vector<std::unique_ptr<std::byte[]>> copies_;
  std::uint64_t copied_bytes_ = 0;
};

}  // namespace headscope::checkpoint
