#include "text/split.h"

#include <cstddef>
#include <utility>

namespace headscope::text {
namespace {

/// Whether two neighbours stay in one piece.
bool belong_together(bool left, bool right, Delimiters what) {
  switch (what) {
    case Delimiters::kRemoved:
    case Delimiters::kIsolated:
      return !left && !right;
    case Delimiters::kMergedWithPrevious:
      return !left;
    case Delimiters::kMergedWithNext:
      return !right;
    case Delimiters::kContiguous:
      return left == right;
  }
  return false;
}

}  // namespace

void split_at(std::vector<AlignedText>& pieces, bool (*is_delimiter)(char32_t), Delimiters what) {
  std::vector<AlignedText> result;
  for (AlignedText& piece : pieces) {
    for (std::size_t begin = 0, end = 0; begin < piece.size(); begin = end) {
      bool left = is_delimiter(piece[begin].code_point);
      for (end = begin + 1; end < piece.size(); ++end) {
        const bool right = is_delimiter(piece[end].code_point);
        if (!belong_together(left, right, what)) break;
        left = right;
      }
      if (left && what == Delimiters::kRemoved) continue;
      if (end - begin == piece.size()) {
        result.push_back(std::move(piece));
        break;
      }
      const auto at = [&](std::size_t i) { return piece.begin() + static_cast<std::ptrdiff_t>(i); };
      result.emplace_back(at(begin), at(end));
    }
  }
  pieces = std::move(result);
}

}  // namespace headscope::text
