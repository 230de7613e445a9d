#include "figure/caption.h"

#include <fmt/format.h>

#include <vector>

#include "figure/visible.h"
#include "figure/words.h"

namespace headscope::figure {
namespace {

using Sentences = std::vector<std::string>;

/// Which heads, and how they were looked at: the lens, what is hidden or merged.
Sentences which_heads(const Picture& picture) {
  const FigureOptions& options = picture.options;
  const std::string& model = picture.trace.model;
  std::vector<std::int64_t> all;
  for (const Shown& one : picture.shown) all.insert(all.end(), one.heads.begin(), one.heads.end());
  Sentences said = {words::heads(model.empty() ? "" : visible(model), options.layer, all,
                                 picture.together(), picture.trace.heads()),
                    words::lens(options.lens)};
  if (picture.mutes()) {
    std::vector<std::string> names;
    for (const std::string& token : options.muted) names.push_back(visible(token));
    said.push_back(words::muted(names));
  }
  if (picture.see.any_filtered()) said.push_back(words::segments(options.segments));
  if (options.whole_words) said.emplace_back("Whole words.");
  return said;
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
  const Windows& windows = picture.trace.windows;
  if (!windows.empty()) said.push_back(words::windows(windows.size()));
  return fmt::format("{}", fmt::join(said, " "));
}

}  // namespace headscope::figure
