// The index of weights that are stored as several files.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace headscope::checkpoint {

/// Which shard holds which tensors, in the order of the shards' names.
using ShardMap = std::map<std::string, std::vector<std::string>>;

/// Reads model.safetensors.index.json or pytorch_model.bin.index.json. Throws Error for what is no
/// index, and for a shard's name that is not a plain file's.
ShardMap read_shard_index(const std::filesystem::path& index);

}  // namespace headscope::checkpoint
