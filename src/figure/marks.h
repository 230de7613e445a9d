// What a figure is made of, in units of 1/1000 of a column's width. The rules of every file here
// are those of web/src/scene/figure/, and both give the same bytes (tests/data/figures).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace headscope::figure {

enum class Anchor { kStart, kMiddle, kEnd };

struct Text {
  double x = 0;
  double y = 0;  ///< the baseline
  std::string text;
  double size = 0;
  Anchor anchor = Anchor::kStart;
  std::string_view color;
  bool bold = false;
  bool italic = false;
  bool halo = false;     ///< white around it, so that it can be read over lines
  bool upright = false;  ///< to be read from below
};

struct Rect {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
  std::string_view color;
};

struct Stroke {
  double x0 = 0;
  double y0 = 0;
  double x1 = 0;
  double y1 = 0;
  double width = 0;
  double alpha = 1;
};

/// Straight lines of one colour.
struct Strokes {
  std::string_view color;
  double alpha = 1;    ///< of all of them together
  bool mixes = false;  ///< with the lines of other colours, whatever the order
  std::vector<Stroke> strokes;
};

/// In cells: left, top, width, height.
struct Cells {
  double left = 0;
  double top = 0;
  double width = 0;
  double height = 0;
};

/// Rectangles of one colour that do not overlap.
struct Area {
  std::string color;
  std::vector<Cells> rects;
};

/// Areas in cells of that size, from a corner.
struct Areas {
  double x = 0;
  double y = 0;
  double cell = 1;
  std::vector<Area> areas;
};

/// Lines of one look that need not be told apart where they cross; only their ends count.
struct Links {
  std::string_view color;
  double width = 1;
  double alpha = 1;
  std::vector<Stroke> lines;
};

using Mark = std::variant<Text, Rect, Strokes, Areas, Links>;

struct Sheet {
  std::int64_t width = 0;
  std::int64_t height = 0;
  double inches = 0;
  std::string title;  ///< what it shows, for those who cannot see it
  std::vector<Mark> marks;
};

}  // namespace headscope::figure
