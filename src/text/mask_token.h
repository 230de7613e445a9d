// Which token stands for a word to be filled in.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace headscope::text {

/// What tokenizer_config.json or special_tokens_map.json names as mask_token; where they name none,
/// the usual ones, of which a vocabulary has at most one.
std::vector<std::string> mask_tokens(const std::filesystem::path& folder);

}  // namespace headscope::text
