#include "checkpoint/shard_index.h"

#include <fmt/format.h>

#include <string_view>

#include "checkpoint/json.h"
#include "headscope/error.h"

namespace headscope::checkpoint {
namespace {

bool is_plain_file_name(const std::string& name) {
  return !name.empty() && name != "." && name != ".." &&
         name.find_first_of(std::string_view("/\\\0", 3)) == name.npos;
}

}  // namespace

ShardMap read_shard_index(const std::filesystem::path& index) {
  const nlohmann::json json = read_json_object(index);
  const auto weight_map = json.find("weight_map");
  if (weight_map == json.end() || !weight_map->is_object()) {
    throw Error(index.string() + ": has no object 'weight_map' of tensors and their files");
  }
  ShardMap shards;
  for (const auto& [tensor, shard] : weight_map->items()) {
    if (!shard.is_string() || !is_plain_file_name(shard.get_ref<const std::string&>())) {
      const std::string found =
          shard.is_string() ? in_quotes(shard.get<std::string>()) : std::string(kind_of(shard));
      throw Error(
          fmt::format("{}: weight_map has {} for tensor {}, not the name of a file beside it",
                      index.string(), found, in_quotes(tensor)));
    }
    shards[shard.get<std::string>()].push_back(tensor);
  }
  if (shards.empty()) throw Error(index.string() + ": weight_map names no tensor");
  return shards;
}

}  // namespace headscope::checkpoint
