// What an etag of the hub promises about a file's content.
//
//   Checksum checksum("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", 0);
//   checksum.update(bytes);
//   bool whole = std::move(checksum).fits();
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "hub/sha.h"

namespace headscope::hub {

/// A large file's etag is the SHA-256 of its content, a small one's the id that git gives it: the
/// SHA-1 of "blob SIZE", a zero byte and the content. An etag of another form promises nothing.
class Checksum {
 public:
  Checksum(std::string etag, std::uint64_t size);

  void update(std::span<const std::byte> bytes) noexcept;

  /// Whether the content is what the etag promises.
  bool fits() &&;

 private:
  std::string etag_;
  std::optional<Sha> sha_;
};

}  // namespace headscope::hub
