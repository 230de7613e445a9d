// Maps of heads as a page shows them: weights as it keeps them, through a lens, by token or by
// word.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "figure/units.h"
#include "headscope/lens.h"
#include "headscope/page.h"
#include "headscope/trace.h"

namespace headscope::figure {

/// A trace of that one layer, with every weight as a page of that precision, which is not kAuto,
/// gives it back.
Trace stored_layer(const Trace& trace, std::int64_t layer, Precision precision);

/// The map [units, units] of one head of `stored`: the mean over a unit's tokens of what they give
/// to each unit's tokens together.
std::vector<float> head_map(const Trace& stored, std::int64_t head, const Lens& lens,
                            std::span<const Unit> units);

/// The mean of the maps of several heads, or the largest of their weights.
std::vector<float> maps_together(const Trace& stored, std::span<const std::int64_t> heads,
                                 const Lens& lens, std::span<const Unit> units, bool largest);

/// Sum over the chosen rows, or columns, of a map [n, n].
std::vector<float> sum_rows(std::span<const float> map, std::size_t n,
                            std::span<const std::size_t> rows);
std::vector<float> sum_columns(std::span<const float> map, std::size_t n,
                               std::span<const std::size_t> columns);

}  // namespace headscope::figure
