// What a figure is made of, in units of 1/1000 of a column's width. The rules of every file here are
// those of web/src/scene/figure/, and both give the same bytes (tests/data/figures).
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
  bool halo = false;  ///< white around it, so that it can be read over lines
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

using Mark = std::variant<Text, Rect, Strokes>;

struct Sheet {
  std::int64_t width = 0;
  std::int64_t height = 0;
  double inches = 0;
  std::string title;  ///< what it shows, for those who cannot see it
  std::vector<Mark> marks;
};

}  // namespace headscope::figure
