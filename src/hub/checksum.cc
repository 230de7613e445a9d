#include "hub/checksum.h"

#include <algorithm>
#include <utility>

namespace headscope::hub {
namespace {

constexpr std::size_t kSha256Digits = 64;
constexpr std::size_t kSha1Digits = 40;

bool is_hex(const std::string& text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

}  // namespace

Checksum::Checksum(std::string etag, std::uint64_t size) : etag_(std::move(etag)) {
  if (!is_hex(etag_)) return;
  if (etag_.size() == kSha256Digits) sha_.emplace(Sha::kSha256);
  if (etag_.size() == kSha1Digits) {
    sha_.emplace(Sha::kSha1);
    const std::string header = "blob " + std::to_string(size);
    sha_->update(std::as_bytes(std::span(header.c_str(), header.size() + 1)));
  }
}

void Checksum::update(std::span<const std::byte> bytes) noexcept {
  if (sha_) sha_->update(bytes);
}

bool Checksum::fits() && { return !sha_ || sha_->hex() == etag_; }

}  // namespace headscope::hub
