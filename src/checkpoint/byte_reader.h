// Little-endian numbers and pieces from bytes that nobody vouches for.
//
//   ByteReader reader(bytes, "./model/pytorch_model.bin: its zip directory");
//   auto count = reader.number<std::uint16_t>();
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "headscope/error.h"

namespace headscope::checkpoint {

static_assert(std::endian::native == std::endian::little, "the formats are little-endian");

/// Reads forward and never past the end: what is not there is an Error "`what` breaks off".
class ByteReader {
 public:
  ByteReader(std::span<const std::byte> bytes, std::string what)
      : bytes_(bytes), what_(std::move(what)) {}

  std::span<const std::byte> take(std::uint64_t count) {
    if (count > bytes_.size() - position_) throw Error(what_ + " breaks off; get the file again");
    const auto taken = bytes_.subspan(position_, count);
    position_ += count;
    return taken;
  }

  std::string_view text(std::uint64_t count) {
    const auto taken = take(count);
    return {reinterpret_cast<const char*>(taken.data()), taken.size()};
  }

  template <typename Number>
  Number number() {
    Number value;
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
    return value;
  }

  void skip(std::uint64_t count) { take(count); }

  /// Bytes that were read so far.
  std::size_t position() const noexcept { return position_; }
  bool at_end() const noexcept { return position_ == bytes_.size(); }

 private:
  std::span<const std::byte> bytes_;
  std::string what_;
  std::size_t position_ = 0;
};

}  // namespace headscope::checkpoint
