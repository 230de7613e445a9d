#include "checkpoint/safetensors.h"

#include <algorithm>

#include "checkpoint/safetensors_header.h"

namespace headscope::checkpoint {

SafetensorsFile SafetensorsFile::open(const std::filesystem::path& file) {
  SafetensorsFile opened{base::MappedFile(file)};
  SafetensorsHeader header = read_header(opened.bytes_.bytes(), file);
  opened.tensors_ = std::move(header.tensors);
  opened.metadata_ = std::move(header.metadata);
  return opened;
}

const TensorView* SafetensorsFile::find(std::string_view name) const noexcept {
  const auto found = std::find_if(tensors_.begin(), tensors_.end(),
                                  [&](const TensorView& tensor) { return tensor.name == name; });
  return found == tensors_.end() ? nullptr : &*found;
}

}  // namespace headscope::checkpoint
