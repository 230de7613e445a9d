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

  /// Writes the map of one head, row after row, into `out` (n * n numbers).
  virtual void map(const Trace& trace, std::int64_t layer, std::int64_t head,
                   std::span<float> out) const = 0;
};

/// All lenses, the default first.
std::span<const Lens* const> lenses();

/// The lens of that name. Throws Error that lists the names there are.
const Lens& find_lens(std::string_view name);

}  // namespace headscope
