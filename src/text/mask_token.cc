#include "text/mask_token.h"

#include <nlohmann/json.hpp>
#include <system_error>

#include "text/json_file.h"

namespace headscope::text {

std::vector<std::string> mask_tokens(const std::filesystem::path& folder) {
  for (const char* name : {"tokenizer_config.json", "special_tokens_map.json"}) {
    std::error_code ignored;
    if (!std::filesystem::exists(folder / name, ignored)) continue;
    const nlohmann::json config = read_json(folder / name);
    if (!config.is_object() || !config.contains("mask_token")) continue;
    const nlohmann::json& mask = config["mask_token"];
    if (mask.is_string()) return {mask.get<std::string>()};
    if (mask.is_object() && mask.contains("content") && mask["content"].is_string()) {
      return {mask["content"].get<std::string>()};
    }
  }
  return {"[MASK]", "<mask>"};
}

}  // namespace headscope::text
