// Reads a page back as docs/page-format.md says, written apart from the writer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace headscope::picture {

std::vector<std::uint8_t> decode_base64(std::string_view text);

/// The whole numbers of a chunk, [heads, n, n].
std::vector<std::uint16_t> decode_chunk(const std::vector<std::uint8_t>& bytes, std::size_t heads,
                                        std::size_t n, bool trailing_bits);

/// The numbers of a layer's queries and keys: planes of bytes, the leading ones first.
std::vector<float> decode_vectors(const std::vector<std::uint8_t>& bytes, bool half);

class PageReader {
 public:
  /// Reads text `text` of the page, which counts from 0.
  explicit PageReader(std::string html, std::size_t text = 0);

  const std::string& html() const { return html_; }
  const nlohmann::json& manifest() const { return manifest_; }

  /// The text of the element that begins with `opening`, up to the first `closing`.
  std::string_view between(std::string_view opening, std::string_view closing) const;

  /// The bytes of a data element, after checking its size and CRC-32 against the manifest.
  std::vector<std::uint8_t> thumbnails() const;

  /// A data element whose size only it knows, as text.
  std::string unpacked(const std::string& id) const;

  /// [heads, n, n], as numbers between 0 and 1.
  std::vector<double> weights(std::size_t layer) const;

  /// Queries, then keys, each [heads, n, head_dim].
  std::vector<float> vectors(std::size_t layer) const;

 private:
  std::vector<std::uint8_t> packed(const std::string& id) const;
  std::vector<std::uint8_t> unpack(const std::string& id, const nlohmann::json& expected) const;

  std::string html_;
  std::string prefix_;  ///< of the ids of the text's elements
  nlohmann::json manifest_;
};

}  // namespace headscope::picture
