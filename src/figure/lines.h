// Which lines are drawn: in each row the strongest first, until a share of it is reached.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace headscope::figure {

/// What may be seen of a map.
struct Visibility {
  std::vector<bool> muted;      ///< units whose incoming lines are hidden
  std::vector<int> segment;     ///< of each unit, 0 or 1
  std::array<bool, 4> allowed;  ///< [2 * from segment + to segment]

  bool any_muted() const;
  bool any_filtered() const;
  std::size_t segment_of(std::size_t unit) const { return segment[unit] == 1 ? 1 : 0; }
  bool is_visible(std::size_t from, std::size_t to) const {
    return !muted[to] && allowed[2 * segment_of(from) + segment_of(to)];
  }
};

struct Line {
  std::size_t from = 0;
  std::size_t to = 0;
  float weight = 0;
};

/// How much of the attention lines carry.
struct Share {
  std::size_t count = 0;
  double shown_mass = 0;
  double visible_mass = 0;        ///< that could be seen
  std::size_t visible_count = 0;  ///< lines that could be seen

  Share& operator+=(const Share& other);
};

/// Lines of one head, weakest first, so that the strongest lies on top.
struct Lines {
  std::vector<Line> lines;
  Share share;
};

/// At most this many lines for all heads together.
inline constexpr std::size_t kLineCap = 8000;

/// Selects from `map` [n, n] until `share` of what can be seen of each row is reached; of all rows
/// at most the `cap` strongest.
Lines select_lines(std::span<const float> map, const Visibility& see, double share,
                   std::size_t cap);

}  // namespace headscope::figure
