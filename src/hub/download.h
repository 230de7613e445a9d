// Files of one commit into the cache: whole, checked, and no byte twice.
//
//   Download download(remote, snapshot, progress);
//   download.bring({"config.json", "model.safetensors"});
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "headscope/hub.h"
#include "hub/remote.h"
#include "hub/snapshot.h"

namespace headscope::hub {

class Download {
 public:
  using Progress = std::function<void(const DownloadProgress&)>;

  /// All three must outlive the download.
  Download(Remote& remote, const Snapshot& snapshot, const Progress& progress)
      : remote_(remote), snapshot_(snapshot), progress_(progress) {}

  /// Brings those files that are not there, in this order. Throws Error.
  void bring(const std::vector<std::string>& files);

  /// Bytes that came over the network.
  std::uint64_t downloaded() const noexcept { return downloaded_; }

 private:
  struct Wanted {
    std::string file;
    BlobPromise promise;
  };

  std::vector<Wanted> look_up_missing(const std::vector<std::string>& files);
  void require_space(const std::vector<Wanted>& wanted) const;
  void bring(const Wanted& wanted);
  void fetch(const Wanted& wanted, PartialBlob& partial);
  void fetch_rest(const Wanted& wanted, PartialBlob& partial);
  [[noreturn]] void reject(const std::string& file, PartialBlob& partial,
                           std::string_view fault) const;
  void report(std::string_view doing, std::uint64_t done_of_file) const;

  Remote& remote_;
  const Snapshot& snapshot_;
  const Progress& progress_;
  std::uint64_t done_ = 0;   // bytes of files that are finished
  std::uint64_t total_ = 0;  // bytes of all files that have been looked up
  std::uint64_t downloaded_ = 0;
};

}  // namespace headscope::hub
