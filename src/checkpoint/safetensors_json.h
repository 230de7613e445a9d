// The JSON of a safetensors header, before it is held against the bytes behind it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "checkpoint/tensor_view.h"

namespace headscope::checkpoint {

/// A tensor as the header tells it. Every field is there.
struct HeaderEntry {
  std::string name;
  std::optional<DType> dtype;
  std::optional<std::vector<std::uint64_t>> shape;
  std::optional<std::vector<std::uint64_t>> data_offsets;
};

struct HeaderJson {
  std::vector<HeaderEntry> entries;  ///< in the header's order
  std::map<std::string, std::string, std::less<>> metadata;
};

/// Reads the header's text, which begins `offset` bytes into the file. Throws Error that names
/// `file`, the tensor and the cause for whatever the format does not have: other fields and types,
/// doubled names, fractions and negative numbers.
HeaderJson read_header_json(std::string_view text, const std::string& file, std::size_t offset);

}  // namespace headscope::checkpoint
