#include "figure/picture.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "figure/maps.h"
#include "figure/visible.h"
#include "picture/precision.h"

namespace headscope::figure {
namespace {

Visibility visibility_of(const std::vector<Unit>& units, const FigureOptions& options) {
  const bool leaves_out = options.lens == "without-specials";
  Visibility see{.muted = {}, .segment = {}, .allowed = options.segments};
  for (const Unit& unit : units) {
    const auto& muted = options.muted;
    const bool named = std::find(muted.begin(), muted.end(), unit.label) != muted.end();
    see.muted.push_back(unit.special && (leaves_out || named));
    see.segment.push_back(unit.segment);
  }
  return see;
}

/// Heads that share a map and a colour.
struct Group {
  std::vector<std::int64_t> heads;
  std::size_t slot = 0;
};

std::vector<Group> groups_of(const Picture& picture) {
  const FigureOptions& options = picture.options;
  const auto slot = [&](std::size_t k) {
    return options.colors.empty() ? k : static_cast<std::size_t>(options.colors[k]);
  };
  if (options.lens == "mean") {
    std::vector<std::int64_t> all(static_cast<std::size_t>(picture.trace.heads()));
    std::iota(all.begin(), all.end(), 0);
    return {{std::move(all), 0}};
  }
  if (picture.together() != Together::kSeparate) return {{options.heads, slot(0)}};
  std::vector<Group> groups;
  for (std::size_t k = 0; k < options.heads.size(); ++k) {
    groups.push_back({{options.heads[k]}, slot(k)});
  }
  return groups;
}

/// The chosen heads with their lines.
std::vector<Shown> show_heads(const Picture& picture) {
  const FigureOptions& options = picture.options;
  const Trace stored = stored_layer(picture.trace, options.layer, picture.precision);
  std::vector<Group> groups = groups_of(picture);
  const std::size_t maps = std::max<std::size_t>(1, groups.size());
  const std::size_t cap = (kLineCap + maps - 1) / maps;
  std::vector<Shown> shown;
  for (Group& group : groups) {
    std::vector<float> map = maps_together(stored, group.heads, picture.lens(), picture.units,
                                           picture.together() == Together::kMax);
    Lines lines = select_lines(map, picture.see, options.lines / 100.0, cap);
    shown.push_back({std::move(group.heads), group.slot, std::move(map), std::move(lines)});
  }
  return shown;
}

}  // namespace

const Lens& Sight::lens() const {
  return find_lens(leaves_out_specials() ? "without-specials" : "raw");
}

std::size_t Sight::second_text() const {
  const auto second =
      std::find_if(units.begin(), units.end(), [](const Unit& unit) { return unit.segment == 1; });
  return second == units.end() ? 0 : static_cast<std::size_t>(second - units.begin());
}

std::vector<std::size_t> Sight::named_first(std::vector<std::size_t> first) const {
  for (std::size_t k = 0; k < rows(); ++k) {
    if (units[k].special) first.push_back(k);
  }
  return first;
}

Together Picture::together() const {
  if (options.lens == "mean") return Together::kMean;
  return options.heads.size() > 1 ? options.together : Together::kSeparate;
}

std::size_t Picture::total_lines() const {
  std::size_t sum = 0;
  for (const Shown& one : shown) sum += one.lines.share.count;
  return sum;
}

Sight make_sight(const Trace& trace, const FigureOptions& options) {
  Sight sight{.trace = trace,
              .options = options,
              .precision = picture::resolve(Precision::kAuto, trace.tokens()),
              .units = options.whole_words ? whole_words(trace.encoding) : pieces(trace.encoding),
              .labels = {},
              .see = {}};
  for (const Unit& unit : sight.units) sight.labels.push_back(visible(unit.label));
  sight.see = visibility_of(sight.units, options);
  return sight;
}

Picture make_picture(const Trace& trace, const FigureOptions& options) {
  Picture picture{make_sight(trace, options), {}, {}};
  picture.shown = show_heads(picture);
  for (const std::int64_t pin : options.pinned) {
    picture.pins.push_back(static_cast<std::size_t>(pin));
  }
  return picture;
}

}  // namespace headscope::figure
