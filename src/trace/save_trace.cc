#include <bit>
#include <cassert>
#include <nlohmann/json.hpp>

#include "base/output_file.h"
#include "headscope/trace.h"
#include "trace/metadata.h"
#include "trace/trace_tensors.h"

namespace headscope {
namespace {

using nlohmann::json;

/// The header with its length in front, padded so that the data begins at a multiple of 8 bytes.
std::string header_of(const Trace& trace) {
  json header = {{"__metadata__", trace::write_metadata(trace)}};
  std::uint64_t begin = 0;
  for (const auto& [name, member] : trace::kTensors) {
    const Tensor& tensor = trace.*member;
    if (tensor.rank() == 0) continue;
    const std::uint64_t end = begin + tensor.values().size_bytes();
    header[name] = {{"dtype", "F32"}, {"shape", tensor.shape()}, {"data_offsets", {begin, end}}};
    begin = end;
  }
  std::string text = header.dump();
  text.resize((text.size() + 7) / 8 * 8, ' ');

  std::string length(sizeof(std::uint64_t), '\0');
  for (std::size_t i = 0; i < length.size(); ++i) {
    length[i] = static_cast<char>(text.size() >> 8 * i & 0xFF);
  }
  return length + text;
}

}  // namespace

void save_trace(const Trace& trace, const std::filesystem::path& file) {
  static_assert(std::endian::native == std::endian::little, "safetensors are little-endian");
  assert(trace.attentions.rank() == 4);
  base::OutputFile out(file);
  out.write(header_of(trace));
  for (const auto& [name, member] : trace::kTensors) {
    const Tensor& tensor = trace.*member;
    out.write(std::as_bytes(tensor.values()));
  }
  out.commit();
}

}  // namespace headscope
