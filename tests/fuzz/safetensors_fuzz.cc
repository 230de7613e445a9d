// Any bytes as a safetensors file: an Error, or tensors whose every byte may be read.
#include <algorithm>
#include <cstdlib>
#include <span>
#include <string_view>
#include <vector>

#include "checkpoint/safetensors_header.h"
#include "headscope/error.h"
#include "tests/checkpoint/safetensors_bytes.h"

namespace headscope {
namespace {

void read_file(std::string_view file) {
  using namespace checkpoint;
  SafetensorsHeader header;
  try {
    header = read_header(std::as_bytes(std::span(file)), "f");
  } catch (const Error&) {
    return;
  }
  std::size_t covered = 0;
  for (const TensorView& tensor : header.tensors) {
    covered += tensor.data.size();
    if (tensor.size() * bytes_of(tensor.dtype) != tensor.data.size()) std::abort();
    std::vector<float> values(static_cast<std::size_t>(tensor.size()));
    try {
      widen(tensor, values);
    } catch (const Error&) {
    }
  }
  if (covered > file.size()) std::abort();
}

}  // namespace
}  // namespace headscope

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  headscope::read_file(input);
  // The same as header and data with a length that fits, which few mutations keep.
  const std::size_t end = std::min(input.rfind('}'), input.size() - 1) + 1;
  headscope::read_file(
      headscope::testing_support::safetensors(input.substr(0, end), input.substr(end)));
  return 0;
}
