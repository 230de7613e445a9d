// From what a user types after --model to a folder of files.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace headscope {

/// A checkpoint on this machine.
struct FoundModel {
  std::filesystem::path folder;
  std::string name;  ///< for captions: "all-MiniLM-L6-v2", "bert-base-uncased", "org/name"
};

/// Looks `name` up as a folder, then in the Hugging Face cache (`HF_HUB_CACHE`, `HF_HOME`, or
/// `~/.cache/huggingface/hub`). Throws Error that says where it looked and where a folder can be
/// put.
FoundModel find_model(std::string_view name);

}  // namespace headscope
