#include "checkpoint/safetensors_header.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <string_view>
#include <utility>

#include "checkpoint/json.h"
#include "checkpoint/safetensors_json.h"
#include "headscope/error.h"

namespace headscope::checkpoint {
namespace {

static_assert(std::endian::native == std::endian::little, "safetensors are little-endian");

constexpr std::size_t kLengthBytes = 8;

/// The header's JSON, after the length in front of it was checked.
std::string_view header_text(std::span<const std::byte> bytes, const std::string& file) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (text.starts_with("version https://git-lfs")) {
    throw Error(file + ": is a Git LFS pointer, not the file itself; run 'git lfs pull' there");
  }
  if (bytes.size() < kLengthBytes) {
    throw Error(fmt::format("{}: is {} bytes long, too short for safetensors", file, bytes.size()));
  }
  std::uint64_t length = 0;
  std::memcpy(&length, bytes.data(), kLengthBytes);
  if (length > kMaxJsonBytes) {
    throw Error(
        fmt::format("{}: is not safetensors: its header would be {} bytes long", file, length));
  }
  if (length > bytes.size() - kLengthBytes) {
    throw Error(
        fmt::format("{}: breaks off inside its header, which is {} bytes long; the file "
                    "has {}, so get it again",
                    file, length, bytes.size()));
  }
  const std::string_view header = text.substr(kLengthBytes, length);
  if (!header.starts_with('{')) {
    throw Error(file + ": is not safetensors: its header does not begin with '{'");
  }
  // The parser would take a zero byte for the end and accept anything behind it.
  if (header.find('\0') != header.npos) throw Error(file + ": has a zero byte in its header");
  return header;
}

/// The shape in signed numbers and the bytes it needs, both checked against overflow.
std::uint64_t checked_bytes(const HeaderEntry& entry, const std::string& what) {
  std::uint64_t size = bytes_of(*entry.dtype);
  for (const std::uint64_t dim : *entry.shape) {
    if (dim > INT64_MAX || __builtin_mul_overflow(size, dim, &size) || size > INT64_MAX) {
      throw Error(fmt::format("{} of shape [{}] is larger than any file", what,
                              fmt::join(*entry.shape, ", ")));
    }
  }
  return size;
}

TensorView checked_view(HeaderEntry&& entry, std::span<const std::byte> data,
                        const std::filesystem::path& file) {
  const std::string what = fmt::format("{}: tensor {}", file.string(), in_quotes(entry.name));
  const std::vector<std::uint64_t>& offsets = *entry.data_offsets;
  if (offsets.size() != 2) {
    throw Error(fmt::format("{} has {} data_offsets, not two", what, offsets.size()));
  }
  const std::uint64_t needed = checked_bytes(entry, what);
  const auto [begin, end] = std::pair(offsets[0], offsets[1]);
  if (begin > end) {
    throw Error(fmt::format("{} ends at byte {} before it begins at {}", what, end, begin));
  }
  if (end > data.size()) {
    throw Error(
        fmt::format("{} ends at byte {} of the data, of which the file has {}; is the file "
                    "complete?",
                    what, end, data.size()));
  }
  if (end - begin != needed) {
    throw Error(fmt::format("{} has {} bytes of data, but {} of shape [{}] needs {}", what,
                            end - begin, to_string(*entry.dtype), fmt::join(*entry.shape, ", "),
                            needed));
  }
  return {.name = std::move(entry.name),
          .dtype = *entry.dtype,
          .shape = {entry.shape->begin(), entry.shape->end()},
          .data = data.subspan(begin, needed),
          .file = file};
}

/// Sorts the tensors by place, and checks that they cover `data` without overlap or hole.
void require_cover(std::vector<TensorView>& tensors, std::span<const std::byte> data,
                   const std::string& file) {
  const auto begin_of = [&](const TensorView& tensor) { return tensor.data.data() - data.data(); };
  std::stable_sort(tensors.begin(), tensors.end(), [&](const auto& a, const auto& b) {
    return std::pair(begin_of(a), a.data.size()) < std::pair(begin_of(b), b.data.size());
  });
  std::ptrdiff_t covered = 0;
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    const std::ptrdiff_t begin = begin_of(tensors[i]);
    if (begin < covered) {
      throw Error(fmt::format("{}: tensors {} and {} overlap", file, in_quotes(tensors[i - 1].name),
                              in_quotes(tensors[i].name)));
    }
    if (begin > covered) {
      throw Error(fmt::format("{}: {} bytes before tensor {} belong to no tensor", file,
                              begin - covered, in_quotes(tensors[i].name)));
    }
    covered += static_cast<std::ptrdiff_t>(tensors[i].data.size());
  }
  const auto size = static_cast<std::ptrdiff_t>(data.size());
  if (covered != size) {
    throw Error(fmt::format("{}: the last {} bytes belong to no tensor", file, size - covered));
  }
}

}  // namespace

SafetensorsHeader read_header(std::span<const std::byte> bytes, const std::filesystem::path& file) {
  const std::string name = file.string();
  const std::string_view text = header_text(bytes, name);
  HeaderJson json = read_header_json(text, name, kLengthBytes);

  const auto data = bytes.subspan(kLengthBytes + text.size());
  SafetensorsHeader header;
  header.metadata = std::move(json.metadata);
  header.tensors.reserve(json.entries.size());
  for (HeaderEntry& entry : json.entries) {
    header.tensors.push_back(checked_view(std::move(entry), data, file));
  }
  require_cover(header.tensors, data, name);
  return header;
}

}  // namespace headscope::checkpoint
