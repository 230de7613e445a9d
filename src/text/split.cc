#include "text/split.h"

#include <cstddef>
#include <string>
#include <utility>

namespace headscope::text {
namespace {

/// Whether two neighbouring stretches, delimiters or not, stay in one piece.
bool belong_together(bool left, bool right, Delimiters what) {
  switch (what) {
    case Delimiters::kRemoved:
    case Delimiters::kIsolated:
      return false;
    case Delimiters::kMergedWithPrevious:
      return !left && right;
    case Delimiters::kMergedWithNext:
      return left && !right;
    case Delimiters::kContiguous:
      return left == right;
  }
  return false;
}

/// Appends the pieces of `piece`, which is cut into stretches, delimiters and what is between.
void cut(AlignedText piece, const std::vector<Stretch>& stretches, Delimiters what,
         std::vector<AlignedText>& out) {
  std::size_t begin = 0;
  for (std::size_t i = 0, next = 0; i < stretches.size(); i = next) {
    for (next = i + 1; next < stretches.size(); ++next) {
      if (!belong_together(stretches[next - 1].is_match, stretches[next].is_match, what)) break;
    }
    const std::size_t end = stretches[next - 1].end;
    const bool is_dropped = stretches[i].is_match && what == Delimiters::kRemoved;
    if (end - begin == piece.size() && !is_dropped) return out.push_back(std::move(piece));
    const auto at = [&](std::size_t c) { return piece.begin() + static_cast<std::ptrdiff_t>(c); };
    if (end > begin && !is_dropped) out.emplace_back(at(begin), at(end));
    begin = end;
  }
}

/// The stretches of `text` for which `is_delimiter` holds, one by one, and what is between them.
std::vector<Stretch> stretches_of(AlignedView text, bool (*is_delimiter)(char32_t)) {
  std::vector<Stretch> stretches;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_match = is_delimiter(text[i].code_point);
    const bool goes_on = !is_match && !stretches.empty() && !stretches.back().is_match;
    if (goes_on) {
      ++stretches.back().end;
    } else {
      stretches.push_back({i + 1, is_match});
    }
  }
  return stretches;
}

}  // namespace

Delimiters read_delimiters(const Fields& fields) {
  const std::string name = fields.string("behavior");
  if (name == "Isolated") return Delimiters::kIsolated;
  if (name == "Removed") return Delimiters::kRemoved;
  if (name == "MergedWithPrevious") return Delimiters::kMergedWithPrevious;
  if (name == "MergedWithNext") return Delimiters::kMergedWithNext;
  if (name == "Contiguous") return Delimiters::kContiguous;
  throw fields.error("behavior",
                     "is none of Isolated, Removed, MergedWithPrevious, MergedWithNext and "
                     "Contiguous");
}

void split_at(std::vector<AlignedText>& pieces, bool (*is_delimiter)(char32_t), Delimiters what) {
  std::vector<AlignedText> result;
  for (AlignedText& piece : pieces) {
    const auto stretches = stretches_of(piece, is_delimiter);
    cut(std::move(piece), stretches, what, result);
  }
  pieces = std::move(result);
}

void split_at(std::vector<AlignedText>& pieces, const Regex& pattern, Delimiters what,
              bool invert) {
  std::vector<AlignedText> result;
  for (AlignedText& piece : pieces) {
    auto stretches = pattern.cut(piece);
    for (Stretch& stretch : stretches) stretch.is_match ^= invert;
    cut(std::move(piece), stretches, what, result);
  }
  pieces = std::move(result);
}

}  // namespace headscope::text
