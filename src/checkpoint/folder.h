// What a checkpoint folder is made of.
#pragma once

#include <filesystem>

namespace headscope::checkpoint {

inline constexpr char kConfigFile[] = "config.json";
inline constexpr char kWeightsFile[] = "model.safetensors";
inline constexpr char kIndexFile[] = "model.safetensors.index.json";
/// Weights in torch's format, as one file or as shards.
inline constexpr char kTorchFile[] = "pytorch_model.bin";
inline constexpr char kTorchIndexFile[] = "pytorch_model.bin.index.json";

/// The forms that weights come in, the first that is there wins.
inline constexpr const char* kWeightForms[] = {kWeightsFile, kIndexFile, kTorchFile,
                                               kTorchIndexFile};

/// Throws Error when there is no such folder, or when the path is a file.
void require_folder(const std::filesystem::path& folder);

/// Whether the folder has this file (or a link to one).
bool has_file(const std::filesystem::path& folder, const char* name);

}  // namespace headscope::checkpoint
