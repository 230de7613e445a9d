// A file of the cache on its way: `blobs/ETAG.incomplete`, which the next download goes on with.
//
//   PartialBlob partial(blobs / etag, {etag, 90'868'376}, lock.is_held());
//   partial.write(partial.size(), bytes);
//   if (partial.is_whole() && partial.fits()) partial.commit();
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

#include "hub/checksum.h"

namespace headscope::hub {

/// What the hub promises about a file's content.
struct BlobPromise {
  std::string etag;
  std::uint64_t size = 0;
};

/// All members throw Error when the disk does not take what they write.
class PartialBlob {
 public:
  /// Goes on with what an earlier download left. Where others may write at the same time, the file
  /// has a name of its own and nothing is gone on with.
  PartialBlob(std::filesystem::path blob, BlobPromise promise, bool is_alone);
  PartialBlob(const PartialBlob&) = delete;
  PartialBlob& operator=(const PartialBlob&) = delete;
  /// What is there stays for the next download.
  ~PartialBlob();

  std::uint64_t size() const noexcept { return size_; }
  bool is_whole() const noexcept { return size_ == promise_.size; }

  /// Adds bytes that begin at `offset` of the file: at its end so far, or at 0, where it begins
  /// anew. False, and nothing is added, when that would be more than was promised.
  [[nodiscard]] bool write(std::uint64_t offset, std::span<const std::byte> bytes);

  /// Forgets what is there.
  void restart();

  /// Whether the whole content is what the etag promises. It is asked once.
  bool fits();

  /// Gives the file its name. It is on the disk then.
  void commit();

  /// Removes the file: it cannot become what was promised.
  void discard();

 private:
  void read_existing();

  std::filesystem::path blob_;
  std::filesystem::path file_;
  BlobPromise promise_;
  Checksum checksum_;
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
};

}  // namespace headscope::hub
