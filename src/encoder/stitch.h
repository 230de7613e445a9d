// One trace of a long text from the traces of its windows; the rule is in docs/long-texts.md.
//
//   Stitch stitch(stitched, windows_have(keep, task));
//   for (window …) {
//     model.forward(encoding_of_window(whole, windows, window), stitch.keep_of(window), pass);
//     stitch.add(pass, window);
//   }
//   stitch.finish();
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "headscope/model.h"
#include "headscope/trace.h"

namespace headscope::encoder {

/// `keep` without what belongs to one pass: scores, keys, values, terms, pooled, the logits of a
/// whole text.
Keep windows_have(Keep keep, Task task);

/// Throws Error when the attentions of so many tokens are more than a trace may hold.
void require_room(std::int64_t tokens, const ModelInfo& model);

/// Copies the row of each token from the pass of its window; a token that is in every window gets
/// the mean of its rows.
class Stitch {
 public:
  /// `stitched` has its encoding and windows.
  Stitch(Trace& stitched, Keep keep);

  /// What the pass of a window keeps.
  Keep keep_of(std::size_t window) const;

  /// The windows come in order.
  void add(const Trace& pass, std::size_t window);

  /// Turns the sums over all windows into means.
  void finish();

 private:
  void add_logits(const Trace& pass, std::size_t window, std::span<const std::int64_t> positions);

  Trace& stitched_;
  Keep keep_;
};

}  // namespace headscope::encoder
