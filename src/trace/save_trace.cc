#include <bit>
#include <cassert>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "base/nameless_file.h"
#include "base/output_file.h"
#include "headscope/error.h"
#include "headscope/trace.h"
#include "trace/metadata.h"
#include "trace/trace_tensors.h"

namespace headscope {
namespace {

using nlohmann::json;

std::uint64_t bytes_of(const Tensor::Shape& shape) {
  std::uint64_t bytes = sizeof(float);
  for (const std::int64_t dim : shape) bytes *= static_cast<std::uint64_t>(dim);
  return bytes;
}

/// The header of a file whose texts come one after the other.
class Header {
 public:
  void add(const Trace& trace) {
    Text text{trace::write_metadata(trace), {}};
    for (const auto& [name, member] : trace::kTensors) {
      const Tensor& tensor = trace.*member;
      if (tensor.rank() > 0) text.tensors.emplace_back(name, tensor.shape());
    }
    texts_.push_back(std::move(text));
  }

  std::size_t texts() const noexcept { return texts_.size(); }

  /// With its length in front, padded so that the data begins at a multiple of 8 bytes.
  std::string bytes() const {
    std::string text = to_json().dump();
    text.resize((text.size() + 7) / 8 * 8, ' ');
    std::string length(sizeof(std::uint64_t), '\0');
    for (std::size_t i = 0; i < length.size(); ++i) {
      length[i] = static_cast<char>(text.size() >> 8 * i & 0xFF);
    }
    return length + text;
  }

 private:
  struct Text {
    trace::Metadata metadata;
    std::vector<std::pair<std::string, Tensor::Shape>> tensors;
  };

  json to_json() const {
    json header;
    json& metadata = header["__metadata__"];
    std::uint64_t begin = 0;
    for (std::size_t k = 0; k < texts_.size(); ++k) {
      const std::string prefix = texts_.size() == 1 ? "" : std::to_string(k) + '.';
      for (const auto& [name, shape] : texts_[k].tensors) {
        const std::uint64_t end = begin + bytes_of(shape);
        header[prefix + name] = {
            {"dtype", "F32"}, {"shape", shape}, {"data_offsets", {begin, end}}};
        begin = end;
      }
      for (const auto& [key, value] : texts_[k].metadata) {
        // What says which kind of file it is, it says once.
        const bool of_file = key == "format" || key == "version";
        metadata[of_file ? key : prefix + key] = value;
      }
    }
    return header;
  }

  std::vector<Text> texts_;
};

void write_tensors(const Trace& trace, const auto& write) {
  static_assert(std::endian::native == std::endian::little, "safetensors are little-endian");
  for (const auto& [name, member] : trace::kTensors) {
    write(std::as_bytes((trace.*member).values()));
  }
}

}  // namespace

struct TraceWriter::Parts {
  explicit Parts(const std::filesystem::path& file) : out(file), waiting(file) {}

  base::OutputFile out;
  base::NamelessFile waiting;  // the header, which stands first, is known last
  Header header;
};

TraceWriter::TraceWriter(const std::filesystem::path& file)
    : parts_(std::make_unique<Parts>(file)) {}

TraceWriter::~TraceWriter() = default;

void TraceWriter::add(const Trace& trace) {
  assert(trace.attentions.rank() == 4);
  parts_->header.add(trace);
  write_tensors(trace, [&](std::span<const std::byte> bytes) { parts_->waiting.write(bytes); });
}

std::uint64_t TraceWriter::commit() {
  base::OutputFile& out = parts_->out;
  const Header& header = parts_->header;
  if (header.texts() == 0) throw Error("there is no text to make a trace file of");
  out.write(header.bytes());
  parts_->waiting.read([&](std::span<const std::byte> bytes) { out.write(bytes); });
  out.commit();
  return out.size();
}

void save_trace(std::span<const Trace> traces, const std::filesystem::path& file) {
  base::OutputFile out(file);
  Header header;
  for (const Trace& trace : traces) {
    assert(trace.attentions.rank() == 4);
    header.add(trace);
  }
  if (header.texts() == 0) throw Error("there is no text to make a trace file of");
  out.write(header.bytes());
  for (const Trace& trace : traces) {
    write_tensors(trace, [&](std::span<const std::byte> bytes) { out.write(bytes); });
  }
  out.commit();
}

void save_trace(const Trace& trace, const std::filesystem::path& file) {
  save_trace(std::span(&trace, 1), file);
}

}  // namespace headscope
