// A lens turns a trace into one n × n map for each layer and head. Every view draws any lens.
//
//   const headscope::Lens& lens = headscope::find_lens("raw");
//   std::vector<float> map(n * n);
//   lens.map(trace, 2, 0, map);
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "headscope/trace.h"

namespace headscope {

/// A named rule. Its title and formula stand in the legend and in every export.
class Lens {
 public:
  virtual ~Lens() = default;
  virtual std::string_view name() const = 0;     ///< as in URLs and on the command line: "raw"
  virtual std::string_view title() const = 0;    ///< "Raw attention"
  virtual std::string_view formula() const = 0;  ///< "softmax(q·k / √d)"

  /// Whether its numbers have signs and no row sums to 1, as scores from before the softmax: they
  /// are drawn on a diverging ramp. Others are shares from 0 to 1.
  virtual bool is_signed() const { return false; }

  /// Writes the map of one head, row after row, into `out` (n * n numbers). Throws Error when the
  /// trace was not asked to keep what the lens needs.
  virtual void map(const Trace& trace, std::int64_t layer, std::int64_t head,
                   std::span<float> out) const = 0;
};

/// All lenses, the default first: raw, without-specials, mean (of the layer's heads), scores, and
/// the terms of DeBERTa's scores: c2c (content to content), c2p (content to position), p2c.
std::span<const Lens* const> lenses();

/// The lens of that name. Throws Error that lists the names there are.
const Lens& find_lens(std::string_view name);

}  // namespace headscope
