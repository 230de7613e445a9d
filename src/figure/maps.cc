#include "figure/maps.h"

#include <algorithm>

#include "picture/precision.h"

namespace headscope::figure {
namespace {

/// What a page makes of a weight.
float stored(float weight, Precision precision) {
  if (precision == Precision::kLinear16) {
    return static_cast<float>(picture::to_linear16(weight) / 65535.0);
  }
  const double root = picture::to_sqrt8(weight) / 255.0;
  return static_cast<float>(root * root);
}

/// Adds what one token gives to each unit's tokens together, as its part of the unit's mean.
void add_row(std::span<const float> row, std::span<const Unit> units, double tokens,
             std::span<float> out) {
  for (std::size_t j = 0; j < units.size(); ++j) {
    double sum = 0;
    for (const std::size_t to : units[j].tokens) sum += row[to];
    out[j] = static_cast<float>(out[j] + sum / tokens);
  }
}

}  // namespace

Trace stored_layer(const Trace& trace, std::int64_t layer, Precision precision) {
  Trace one;
  one.encoding.special = trace.encoding.special;
  one.attentions.resize({1, trace.heads(), trace.tokens(), trace.tokens()});
  const std::span<const float> weights = trace.attentions.at(layer);
  std::transform(weights.begin(), weights.end(), one.attentions.values().begin(),
                 [=](float weight) { return stored(weight, precision); });
  return one;
}

std::vector<float> head_map(const Trace& stored, std::int64_t head, const Lens& lens,
                            std::span<const Unit> units) {
  const auto tokens = static_cast<std::size_t>(stored.tokens());
  std::vector<float> map(tokens * tokens);
  lens.map(stored, 0, head, map);
  const std::size_t n = units.size();
  if (n == tokens) return map;
  std::vector<float> merged(n * n, 0.0F);
  for (std::size_t i = 0; i < n; ++i) {
    const std::span<float> out = std::span(merged).subspan(i * n, n);
    for (const std::size_t token : units[i].tokens) {
      add_row(std::span(map).subspan(token * tokens, tokens), units,
              static_cast<double>(units[i].tokens.size()), out);
    }
  }
  return merged;
}

std::vector<float> maps_together(const Trace& stored, std::span<const std::int64_t> heads,
                                 const Lens& lens, std::span<const Unit> units, bool largest) {
  std::vector<float> out = head_map(stored, heads.front(), lens, units);
  for (const std::int64_t head : heads.subspan(1)) {
    const std::vector<float> map = head_map(stored, head, lens, units);
    for (std::size_t at = 0; at < out.size(); ++at) {
      out[at] = largest ? std::max(out[at], map[at]) : out[at] + map[at];
    }
  }
  if (largest) return out;
  for (float& weight : out) weight /= static_cast<float>(heads.size());
  return out;
}

std::vector<float> sum_rows(std::span<const float> map, std::size_t n,
                            std::span<const std::size_t> rows) {
  std::vector<float> out(n, 0.0F);
  for (const std::size_t i : rows) {
    for (std::size_t j = 0; j < n; ++j) out[j] += map[i * n + j];
  }
  return out;
}

std::vector<float> sum_columns(std::span<const float> map, std::size_t n,
                               std::span<const std::size_t> columns) {
  std::vector<float> out(n, 0.0F);
  for (std::size_t i = 0; i < n; ++i) {
    for (const std::size_t j : columns) out[i] += map[i * n + j];
  }
  return out;
}

}  // namespace headscope::figure
