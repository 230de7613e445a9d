// From what a user types after --model to a folder of files.
//
//   FoundModel model = find_model("bert-base-uncased");     // downloads it the first time
//   auto tokenizer = Tokenizer::load(model.folder);
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace headscope {

/// A checkpoint on this machine.
struct FoundModel {
  std::filesystem::path folder;
  std::string name;  ///< for captions: "all-MiniLM-L6-v2", "bert-base-uncased", "org/name"
};

/// How far a download has come.
struct DownloadProgress {
  std::string_view doing;   ///< "model.safetensors", or what is waited for
  std::uint64_t done = 0;   ///< bytes of `total` that are there
  std::uint64_t total = 0;  ///< bytes of all files that are known to be needed; it may grow
};

/// How to use the Hugging Face hub. Everything else comes from the environment variables that
/// huggingface_hub reads: `HF_ENDPOINT`, `HF_TOKEN` or the token of `hf auth login`, `HF_HOME`,
/// `HF_HUB_CACHE`, `HF_HUB_OFFLINE`, `HF_HUB_DOWNLOAD_TIMEOUT`, `HF_HUB_ETAG_TIMEOUT`; proxies as
/// everywhere, `https_proxy` and `no_proxy`.
struct HubAccess {
  bool offline = false;  ///< never use the network; `HF_HUB_OFFLINE` asks for the same
  /// Called often while something is downloaded.
  std::function<void(const DownloadProgress&)> progress = {};
};

/// Looks `name` up as a folder, then in the Hugging Face cache (`HF_HUB_CACHE`, `HF_HOME`/hub, or
/// ~/.cache/huggingface/hub), then on the hub, from where it is downloaded into the cache. What is
/// in the cache is used as it is, without asking the hub. `name` may say a branch, a tag or a
/// commit: "org/name@v1.0". Throws Error that says where it looked and what to do.
FoundModel find_model(std::string_view name, const HubAccess& access = {});

/// What `pull_model` brought.
struct PulledModel {
  FoundModel model;
  std::string revision;            ///< the branch, tag or commit that was asked for
  std::string commit;              ///< what that is now
  std::vector<std::string> files;  ///< that make up the model
  std::uint64_t downloaded = 0;    ///< bytes; 0 when all was there
};

/// Brings what the hub has under `name` now into the Hugging Face cache, in the layout of
/// huggingface_hub: config.json, the tokenizer and one form of the weights (safetensors where there
/// is one). What is there already, whole or in part, is not downloaded again. Every file is checked
/// against its hash before it counts. Throws Error; what has come by then is kept for the next
/// time.
PulledModel pull_model(std::string_view name, const HubAccess& access = {});

}  // namespace headscope
