#include "figure/text_width.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "base/utf8.h"
#include "figure/widths.h"

namespace headscope::figure {
namespace {

constexpr double kMark = 0;
constexpr double kWide = 1;
constexpr double kPictogram = 1.3;
constexpr double kUnknown = 0.8;
constexpr std::string_view kEllipsis = "…";

struct Range {
  char32_t first;
  char32_t last;
  double em;
};

/// Code points outside the table, by what they are drawn like.
constexpr Range kOthers[] = {
    {0x0591, 0x05C7, kMark},   {0x0900, 0x0DFF, kUnknown}, {0x1100, 0x11FF, kWide},
    {0x200B, 0x200F, kMark},   {0x20D0, 0x20FF, kMark},    {0x2E80, 0xA4CF, kWide},
    {0xAC00, 0xD7A3, kWide},   {0xF900, 0xFAFF, kWide},    {0xFE00, 0xFE0F, kMark},
    {0xFE30, 0xFE6F, kWide},   {0xFF00, 0xFF60, kWide},    {0x1F000, 0x1FAFF, kPictogram},
    {0x20000, 0x3FFFF, kWide},
};

double char_width(char32_t code) {
  for (const WidthBlock& block : kWidthBlocks) {
    if (code >= block.first && code < block.first + block.digits.size()) {
      const std::size_t parts = kWidthDigits.find(block.digits[code - block.first]);
      return static_cast<double>(parts) / kWidthParts;
    }
  }
  for (const Range& range : kOthers) {
    if (code >= range.first && code <= range.last) return range.em;
  }
  return kUnknown;
}

}  // namespace

double text_width(std::string_view text, bool bold) {
  double sum = 0;
  for (const char32_t c : base::decode_utf8(text)) sum += char_width(c);
  return bold ? sum * kBoldWidth : sum;
}

std::string cut_to_width(std::string_view text, double em) {
  if (text_width(text) <= em) return std::string(text);
  std::string kept;
  double left = em - text_width(kEllipsis);
  for (const char32_t c : base::decode_utf8(text)) {
    left -= char_width(c);
    if (left < 0) break;
    base::append_utf8(kept, c);
  }
  kept += kEllipsis;
  return kept;
}

std::vector<std::string> wrap_text(std::string_view text, double em) {
  std::vector<std::string> lines;
  std::string line;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::string word(text.substr(begin, end - begin));
    begin = end + 1;
    std::string longer = line;
    if (!line.empty()) longer += ' ';
    longer += word;
    if (!line.empty() && text_width(longer) > em) {
      lines.push_back(line);
      line = word;
    } else {
      line = std::move(longer);
    }
  }
  if (!line.empty()) lines.push_back(line);
  for (std::string& full : lines) full = cut_to_width(full, em);
  return lines;
}

}  // namespace headscope::figure
