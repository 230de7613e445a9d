#include "picture/chunk.h"

#include <algorithm>
#include <array>
#include <bit>

#include "picture/precision.h"

namespace headscope::picture {
namespace {

using Bytes = std::vector<std::uint8_t>;

/// A weight's number as a small float: the leading byte, and how many trailing bits it leaves.
struct Split {
  std::uint8_t lead;
  int trailing;
};

Split split(std::uint16_t q) {
  const int trailing = std::max(0, std::bit_width(q) - 5);
  return {static_cast<std::uint8_t>(16 * trailing + (q >> trailing)), trailing};
}

/// Packs bits from the lowest of each byte on.
class BitWriter {
 public:
  explicit BitWriter(Bytes& out) : out_(out) {}

  void write(std::uint32_t value, int bits) {
    held_ |= value << count_;
    for (count_ += bits; count_ >= 8; count_ -= 8) {
      out_.push_back(static_cast<std::uint8_t>(held_));
      held_ >>= 8;
    }
  }
  void finish() {
    if (count_ > 0) out_.push_back(static_cast<std::uint8_t>(held_));
  }

 private:
  Bytes& out_;
  std::uint32_t held_ = 0;
  int count_ = 0;
};

/// The byte one row above `at` in the same column, 0 above a head's first row.
std::uint8_t above(std::span<const std::uint8_t> lead, std::size_t at, std::size_t n) {
  return at % (n * n) < n ? 0 : lead[at - n];
}

/// Appends how many bytes stand below each value, then the bytes in groups by the value above.
void append_grouped(std::span<const std::uint8_t> lead, std::size_t n, Bytes& out) {
  std::array<std::uint32_t, 256> counts = {};
  for (std::size_t at = 0; at < lead.size(); ++at) ++counts[above(lead, at, n)];
  std::array<std::size_t, 256> next = {};
  std::size_t begin = out.size() + 4 * counts.size();
  for (std::size_t value = 0; value < counts.size(); ++value) {
    for (int shift = 0; shift < 32; shift += 8) {
      out.push_back(static_cast<std::uint8_t>(counts[value] >> shift));
    }
    next[value] = begin;
    begin += counts[value];
  }
  out.resize(begin);
  for (std::size_t at = 0; at < lead.size(); ++at) out[next[above(lead, at, n)]++] = lead[at];
}

}  // namespace

Bytes make_chunk(std::span<const float> weights, std::size_t n, Precision precision) {
  Bytes lead(weights.size());
  Bytes chunk;
  if (precision == Precision::kSqrt8) {
    std::transform(weights.begin(), weights.end(), lead.begin(), to_sqrt8);
    append_grouped(lead, n, chunk);
    return chunk;
  }
  std::transform(weights.begin(), weights.end(), lead.begin(),
                 [](float weight) { return split(to_linear16(weight)).lead; });
  append_grouped(lead, n, chunk);
  BitWriter bits(chunk);
  for (const float weight : weights) {
    const std::uint16_t q = to_linear16(weight);
    const int trailing = split(q).trailing;
    bits.write(q & ((1U << trailing) - 1), trailing);
  }
  bits.finish();
  return chunk;
}

}  // namespace headscope::picture
