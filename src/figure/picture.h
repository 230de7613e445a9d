// What figures are made from: the chosen heads of one layer, as rows and columns of tokens or
// words.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "figure/lines.h"
#include "figure/units.h"
#include "headscope/figure.h"
#include "headscope/lens.h"
#include "headscope/page.h"
#include "headscope/trace.h"

namespace headscope::figure {

/// One map that is shown: a head's, or that of several heads together.
struct Shown {
  std::vector<std::int64_t> heads;
  std::size_t slot = 0;    ///< its colour
  std::vector<float> map;  ///< [units, units] through the lens
  Lines lines;
};

/// What can be seen of any head.
struct Sight {
  const Trace& trace;
  const FigureOptions& options;
  Precision precision;
  std::vector<Unit> units;
  std::vector<std::string> labels;
  Visibility see;

  std::size_t rows() const { return units.size(); }
  bool leaves_out_specials() const { return options.lens == "without-specials"; }
  bool mutes() const { return !leaves_out_specials() && see.any_muted(); }

  /// What makes the map of a single head.
  const Lens& lens() const;

  /// The unit with which the second text begins; 0 without one.
  std::size_t second_text() const;

  /// Units in the order in which they are named where there is no room for all: `first`, then
  /// special ones.
  std::vector<std::size_t> named_first(std::vector<std::size_t> first) const;
};

/// The chosen heads of one layer.
struct Picture : Sight {
  std::vector<Shown> shown;
  std::vector<std::size_t> pins;

  /// How the heads of a map were put together.
  Together together() const;
  std::size_t total_lines() const;
};

/// Both want a trace that can be drawn, and options that fit it; both must outlive what they make.
Sight make_sight(const Trace& trace, const FigureOptions& options);
Picture make_picture(const Trace& trace, const FigureOptions& options);

}  // namespace headscope::figure
