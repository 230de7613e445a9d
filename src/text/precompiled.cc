#include "text/precompiled.h"

#include <cstddef>

#include "base/utf8.h"
#include "text/graphemes.h"

namespace headscope::text {
namespace {

/// Clusters of this many bytes are rewritten character by character.
constexpr std::size_t kLongCluster = 6;

/// `count` characters less than were there: the one before takes them along, or nobody does when
/// there is none. Then all that follows stands for what was `count` characters before it. That is
/// how the Rust library counts.
void drop(std::vector<Rewritten>& out, std::size_t count) {
  if (!out.empty()) out.back().taken += static_cast<int>(count);
}

}  // namespace

Precompiled Precompiled::read(const Fields& fields) {
  const auto bytes = decode_base64(fields.string("precompiled_charsmap"));
  if (!bytes) throw fields.error("precompiled_charsmap", "is not base64");
  auto map = CharacterMap::parse(*bytes);
  if (!map) throw fields.error("precompiled_charsmap", "is no character map; it may be cut off");
  return Precompiled(std::move(*map));
}

bool Precompiled::replace(AlignedView part, std::vector<Rewritten>& out) const {
  const auto found = map_.find(to_utf8(part));
  if (!found) return false;
  const std::u32string replacement = base::decode_utf8(*found);
  for (std::size_t i = 0; i < replacement.size(); ++i) {
    out.push_back({replacement[i], i < part.size() ? 0 : -1});
  }
  if (replacement.size() < part.size()) drop(out, part.size() - replacement.size());
  return true;
}

void Precompiled::normalize(AlignedText& text) const {
  std::vector<Rewritten> out;
  out.reserve(text.size());
  const AlignedView view(text);
  for (std::size_t begin = 0, end = 0; begin < text.size(); begin = end) {
    end = grapheme_end(view, begin);
    const AlignedView cluster = view.subspan(begin, end - begin);
    const bool is_short = cluster.size() < kLongCluster && to_utf8(cluster).size() < kLongCluster;
    if (is_short && replace(cluster, out)) continue;
    for (std::size_t i = 0; i < cluster.size(); ++i) {
      if (!replace(cluster.subspan(i, 1), out)) out.push_back({cluster[i].code_point, 0});
    }
  }
  rewrite(text, out);
}

std::optional<std::string> decode_base64(std::string_view text) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  if (text.size() % 4 != 0) return std::nullopt;
  const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  text.remove_suffix(padding);
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3 + 2);
  std::uint32_t bits = 0;
  int count = 0;
  for (const char digit : text) {
    const std::size_t value = kDigits.find(digit);
    if (value == kDigits.npos) return std::nullopt;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes += static_cast<char>(bits >> count & 0xFF);
  }
  return bytes;
}

}  // namespace headscope::text
