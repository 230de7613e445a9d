// Any bytes as a torch file, and as the pickle in one: an Error, or tensors whose every byte may be
// read.
#include <cstdlib>
#include <span>
#include <string_view>
#include <vector>

#include "checkpoint/torch_file.h"
#include "headscope/error.h"
#include "tests/checkpoint/torch_bytes.h"

namespace headscope {
namespace {

void read_file(std::string_view file) {
  using namespace checkpoint;
  TorchTensors found;
  try {
    found = read_torch(std::as_bytes(std::span(file)), "f");
  } catch (const Error&) {
    return;
  }
  for (const TensorView& tensor : found.tensors) {
    if (tensor.size() * bytes_of(tensor.dtype) != tensor.data.size()) std::abort();
    // Reads every byte, so that the sanitizer sees one that is not there.
    for (const std::byte byte : tensor.data) {
      [[maybe_unused]] const volatile std::byte read = byte;
    }
  }
}

}  // namespace
}  // namespace headscope

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  headscope::read_file(input);
  // As the pickle of an archive that is sound, which few mutations keep.
  headscope::read_file(headscope::testing_support::torch_file(
      std::string(input), {std::string(24, '\1'), std::string(12, '\2')}));
  return 0;
}
