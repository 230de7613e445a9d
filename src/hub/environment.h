// What the environment says about the hub: where it is, who asks, and how patient to be. The names
// are huggingface_hub's:
// https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

namespace headscope::hub {

/// A variable's value, "" when it is not set.
std::string environment(const char* name);

/// Whether a variable says yes: 1, on, yes or true.
bool is_true(const char* name);

/// A folder or file from the environment, where "~" stands for the home folder.
std::filesystem::path expand_home(const std::string& path);

/// Where Hugging Face's programs keep what is theirs: `HF_HOME`, `XDG_CACHE_HOME`/huggingface or
/// ~/.cache/huggingface.
std::filesystem::path hugging_face_home();

/// `HF_HUB_OFFLINE` or `TRANSFORMERS_OFFLINE`.
bool is_offline();

/// How to talk to the hub.
struct Settings {
  std::string endpoint = "https://huggingface.co";  ///< without a slash at its end
  std::string token = {};                           ///< "" asks as nobody in particular
  std::string token_source = {};                    ///< for messages: "HF_TOKEN", or a file
  std::string certificates = {};                    ///< a file of authorities, "" for the system's
  /// No byte for so long is a timeout: of answers about a file, and of a file.
  std::chrono::seconds answer_patience{10};
  std::chrono::seconds download_patience{10};
  /// Before the first new try; it doubles with each.
  std::chrono::milliseconds first_wait{500};
};

/// Throws Error that names a variable whose value cannot be used.
Settings settings_from_environment();

}  // namespace headscope::hub
