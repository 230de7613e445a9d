// SHA-1 and SHA-256, in which the hub names the content of files (FIPS 180-4).
//
//   Sha sha(Sha::kSha256);
//   sha.update(bytes);
//   std::string digest = sha.hex();
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace headscope::hub {

class Sha {
 public:
  enum Kind { kSha1, kSha256 };
  explicit Sha(Kind kind) noexcept;

  void update(std::span<const std::byte> bytes) noexcept;

  /// The digest in small hexadecimal digits. Nothing can follow.
  std::string hex();

 private:
  static constexpr std::size_t kBlock = 64;

  void compress(const std::byte* block) noexcept;

  Kind kind_;
  std::array<std::uint32_t, 8> state_;
  std::array<std::byte, kBlock> waiting_{};  // the beginning of a block
  std::uint64_t size_ = 0;
};

}  // namespace headscope::hub
