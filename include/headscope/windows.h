// Texts that are longer than a model reads: windows that overlap, each small enough for one pass.
//
//   headscope::Encoding whole = tokenizer.encode(text);                       // 1,200 tokens
//   headscope::Windows windows = headscope::split_into_windows(whole, {.max_tokens = 512});
//   headscope::Trace trace = model.forward(whole, windows);                   // stitched
//   windows.ranges[0], windows.of_token[400];                                 // [1, 511), 1
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "headscope/encoding.h"

namespace headscope {

/// Tokens [begin, end) of an encoding.
struct TokenRange {
  std::int64_t begin = 0;
  std::int64_t end = 0;
  friend bool operator==(const TokenRange&, const TokenRange&) = default;
};

/// How a text goes through its model in several passes. Empty: one pass sees it all.
struct Windows {
  /// The part of the text that each window has, first to last. What stands before the first and
  /// behind the last of them is in every window: special tokens, and the first text of a pair.
  std::vector<TokenRange> ranges;

  /// For each token, the window whose pass its row of attention is of; -1 for a token that is in
  /// every window, whose row is the mean over all windows.
  std::vector<std::int32_t> of_token;

  bool empty() const noexcept { return ranges.empty(); }
  std::size_t size() const noexcept { return ranges.size(); }

  /// Whether `token` is in that window.
  bool holds(std::size_t window, std::int64_t token) const {
    if (token < ranges.front().begin || token >= ranges.back().end) return true;
    return token >= ranges[window].begin && token < ranges[window].end;
  }

  /// Whether the pass that gave the row of `from` saw `to`. Where it did not, the 0 of a stitched
  /// map is no weight.
  bool meet(std::int64_t from, std::int64_t to) const {
    if (empty()) return true;
    const std::int32_t window = of_token[static_cast<std::size_t>(from)];
    return window < 0 || holds(static_cast<std::size_t>(window), to);
  }
};

struct WindowOptions {
  std::size_t max_tokens =
      0;  ///< of a window, special tokens and the first text of a pair included

  /// Tokens that a window shares with the next; otherwise a quarter of `max_tokens`, or half of the
  /// room that a window has where that is less.
  std::optional<std::size_t> stride = {};
};

/// The windows of an encoding that a tokenizer made: those that Hugging Face's fast tokenizers give
/// with `return_overflowing_tokens`, `stride` and the truncation `only_first` for one text,
/// `only_second` for a pair. None when `max_tokens` are enough for all.
///
/// A token that several windows have belongs to the one in which the smaller of its left and right
/// context is largest (the rule of BERT's own `_check_is_max_context`), the first of equals. Throws
/// Error when a window has no room for new tokens.
Windows split_into_windows(const Encoding& whole, const WindowOptions& options);

/// The tokens of one window in order, as positions in `whole`.
std::vector<std::int64_t> tokens_of_window(const Windows& windows, std::size_t window,
                                           std::size_t tokens);

/// What the pass of one window is given. Offsets stay those of the whole text.
Encoding encoding_of_window(const Encoding& whole, const Windows& windows, std::size_t window);

}  // namespace headscope
