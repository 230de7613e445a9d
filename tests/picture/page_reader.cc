#include "tests/picture/page_reader.h"

#include <libdeflate.h>

#include <array>
#include <bit>
#include <cmath>
#include <stdexcept>

namespace headscope::picture {

namespace {

/// How many bytes came out. Throws when they do not fit.
std::size_t inflate(const std::vector<std::uint8_t>& deflated, void* out, std::size_t room) {
  std::size_t written = 0;
  libdeflate_decompressor* decompressor = libdeflate_alloc_decompressor();
  const libdeflate_result result = libdeflate_deflate_decompress(
      decompressor, deflated.data(), deflated.size(), out, room, &written);
  libdeflate_free_decompressor(decompressor);
  if (result != LIBDEFLATE_SUCCESS) throw std::runtime_error("cannot be inflated");
  return written;
}

}  // namespace

std::vector<std::uint8_t> decode_base64(std::string_view text) {
  const std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::vector<std::uint8_t> bytes;
  std::uint32_t held = 0;
  int bits = 0;
  for (const char c : text.substr(0, text.find('='))) {
    held = held << 6 | static_cast<std::uint32_t>(digits.find(c));
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push_back(static_cast<std::uint8_t>(held >> bits));
  }
  return bytes;
}

std::vector<std::uint16_t> decode_chunk(const std::vector<std::uint8_t>& bytes, std::size_t heads,
                                        std::size_t n, bool trailing_bits) {
  std::array<std::size_t, 256> next = {};
  std::size_t at = 1024;
  for (std::size_t value = 0; value < 256; ++value) {
    next[value] = at;
    for (std::size_t byte = 0; byte < 4; ++byte) {
      at += std::size_t{bytes.at(4 * value + byte)} << (8 * byte);
    }
  }
  const std::size_t trailing_begin = at;
  std::size_t bit = 0;
  std::vector<std::uint8_t> lead(heads * n * n);
  std::vector<std::uint16_t> numbers(lead.size());
  for (std::size_t i = 0; i < lead.size(); ++i) {
    const bool first_row = i / n % n == 0;
    lead[i] = bytes.at(next[first_row ? 0 : lead[i - n]]++);
    int length = 0;
    if (trailing_bits && lead[i] >= 32) length = lead[i] / 16 - 1;
    int number = (lead[i] - 16 * length) << length;
    for (int k = 0; k < length; ++k, ++bit) {
      number |= (bytes.at(trailing_begin + bit / 8) >> (bit % 8) & 1) << k;
    }
    numbers[i] = static_cast<std::uint16_t>(number);
  }
  if (trailing_begin + (bit + 7) / 8 != bytes.size()) throw std::runtime_error("bytes left over");
  return numbers;
}

std::vector<float> decode_vectors(const std::vector<std::uint8_t>& bytes, bool half) {
  const std::size_t planes = half ? 2 : 4;
  const std::size_t count = bytes.size() / planes;
  std::vector<float> numbers(count);
  for (std::size_t i = 0; i < count; ++i) {
    std::uint32_t bits = 0;
    for (std::size_t plane = 0; plane < planes; ++plane)
      bits = bits << 8 | bytes[plane * count + i];
    if (!half) {
      numbers[i] = std::bit_cast<float>(bits);
      continue;
    }
    const int exponent = static_cast<int>(bits >> 10 & 31);
    const auto fraction = static_cast<float>(bits & 1023);
    const float size =
        exponent == 0 ? std::ldexp(fraction, -24) : std::ldexp(1024 + fraction, exponent - 25);
    numbers[i] = bits >> 15 ? -size : size;
  }
  return numbers;
}

PageReader::PageReader(std::string html, std::size_t text)
    : html_(std::move(html)),
      prefix_(text == 0 ? "headscope-" : "headscope-" + std::to_string(text) + "-") {
  manifest_ = nlohmann::json::parse(
      between(R"(<script type="application/json" id=")" + prefix_ + R"(manifest">)", "</script>"));
}

std::string_view PageReader::between(std::string_view opening, std::string_view closing) const {
  const std::size_t begin = html_.find(opening);
  if (begin == std::string::npos) throw std::runtime_error("no " + std::string(opening));
  if (html_.find(opening, begin + 1) != std::string::npos) throw std::runtime_error("twice");
  const std::string_view rest = std::string_view(html_).substr(begin + opening.size());
  return rest.substr(0, rest.find(closing));
}

std::vector<std::uint8_t> PageReader::packed(const std::string& id) const {
  return decode_base64(
      between(R"(<script type="application/octet-stream" id=")" + id + R"(">)", "</script>"));
}

std::string PageReader::unpacked(const std::string& id) const {
  constexpr std::size_t kRoom = 1 << 21;
  std::string text(kRoom, '\0');
  text.resize(inflate(packed(id), text.data(), text.size()));
  return text;
}

std::vector<std::uint8_t> PageReader::unpack(const std::string& id,
                                             const nlohmann::json& expected) const {
  std::vector<std::uint8_t> bytes(expected["bytes"].get<std::size_t>());
  if (inflate(packed(id), bytes.data(), bytes.size()) != bytes.size()) {
    throw std::runtime_error(id + ": not " + expected.dump());
  }
  if (libdeflate_crc32(0, bytes.data(), bytes.size()) != expected["crc32"].get<std::uint32_t>()) {
    throw std::runtime_error(id + ": wrong CRC-32");
  }
  return bytes;
}

std::vector<std::uint8_t> PageReader::thumbnails() const {
  return unpack(prefix_ + "thumbnails", manifest_["thumbnails"]);
}

std::vector<double> PageReader::weights(std::size_t layer) const {
  const bool linear = manifest_["encoding"]["name"] == "u16-linear";
  const auto numbers = decode_chunk(
      unpack(prefix_ + "layer-" + std::to_string(layer), manifest_["chunks"][layer]),
      manifest_["model"]["heads"].get<std::size_t>(), manifest_["tokens"].size(), linear);
  std::vector<double> weights;
  for (const std::uint16_t q : numbers) {
    weights.push_back(linear ? q / 65535.0 : q / 255.0 * (q / 255.0));
  }
  return weights;
}

std::vector<float> PageReader::vectors(std::size_t layer) const {
  const nlohmann::json& about = manifest_["neurons"];
  return decode_vectors(
      unpack(prefix_ + "neurons-" + std::to_string(layer), about["chunks"][layer]),
      about["encoding"] == "f16");
}

}  // namespace headscope::picture
