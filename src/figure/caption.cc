#include "figure/caption.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "figure/visible.h"
#include "figure/words.h"

namespace headscope::figure {
namespace {

using Sentences = std::vector<std::string>;

std::string model_name(const Sight& sight) {
  return sight.trace.model.empty() ? "" : visible(sight.trace.model);
}

/// How it was looked at: the lens, what is hidden or merged.
void append_choices(const Sight& sight, Sentences& said) {
  const FigureOptions& options = sight.options;
  said.push_back(words::lens(options.lens));
  if (sight.mutes()) {
    std::vector<std::string> names;
    for (const std::string& token : options.muted) names.push_back(visible(token));
    said.push_back(words::muted(names));
  }
  if (sight.see.any_filtered()) said.push_back(words::segments(options.segments));
  if (options.whole_words) said.emplace_back("Whole words.");
}

Sentences which_heads(const Picture& picture) {
  std::vector<std::int64_t> all;
  for (const Shown& one : picture.shown) all.insert(all.end(), one.heads.begin(), one.heads.end());
  Sentences said = {words::heads(model_name(picture), picture.options.layer, all,
                                 picture.together(), picture.trace.heads())};
  append_choices(picture, said);
  return said;
}

/// All of them, and how windows were stitched.
std::string join(const Sight& sight, Sentences said) {
  const Windows& windows = sight.trace.windows;
  if (!windows.empty()) said.push_back(words::windows(windows.size()));
  return fmt::format("{}", fmt::join(said, " "));
}

std::string which_pins(const Picture& picture) {
  std::vector<std::string> pinned;
  for (const std::size_t pin : picture.pins) pinned.push_back(picture.labels[pin]);
  return words::pinned(pinned, picture.options.side, picture.shown.size() > 1);
}

Share share_of(const Picture& picture) {
  Share sum;
  for (const Shown& one : picture.shown) sum += one.lines.share;
  return sum;
}

}  // namespace

std::string caption_of_lines(const Picture& picture, bool hairlines) {
  Sentences said = which_heads(picture);
  if (!picture.pins.empty()) said.push_back(which_pins(picture));
  const Share share = share_of(picture);
  said.push_back(words::share(share, picture.see, picture.mutes()));
  if (share.count >= kLineCap) said.push_back(words::capped());
  if (hairlines) said.emplace_back("Hairlines: darkness is weight.");
  return join(picture, std::move(said));
}

std::string caption_of_maps(const Picture& picture, std::size_t block, std::string_view largest) {
  Sentences said = which_heads(picture);
  said.push_back(words::cells(block, picture.options.scale));
  if (!picture.shown.empty()) said.push_back(words::largest(largest));
  return join(picture, std::move(said));
}

std::string caption_of_model(const Sight& sight, std::size_t block) {
  const Trace& trace = sight.trace;
  Sentences said = {words::all_heads(model_name(sight), trace.layers() * trace.heads())};
  append_choices(sight, said);
  if (!sight.options.model_lines) {
    said.push_back(words::cells(block, Scale::kSqrt));
  } else {
    said.push_back(words::strongest_first(sight.options.lines));
    if (block > 1) said.push_back(words::joined_blocks(block));
  }
  return join(sight, std::move(said));
}

}  // namespace headscope::figure
