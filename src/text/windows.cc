#include "headscope/windows.h"

#include <algorithm>
#include <string>

#include "headscope/error.h"

namespace headscope {
namespace {

/// The tokens of the text that is cut: the second of a pair, or the only one.
TokenRange part_to_cut(const Encoding& whole) {
  const std::int32_t sequence = whole.pair ? 1 : 0;
  const auto& ids = whole.sequence_ids;
  const auto first = std::find(ids.begin(), ids.end(), sequence);
  const auto last = std::find(ids.rbegin(), ids.rend(), sequence);
  if (ids.size() != whole.size() || first == ids.end()) {
    throw Error("there is no text to cut into windows; encode a text first");
  }
  return {first - ids.begin(), ids.rend() - last};
}

/// Tokens of the text that one window has room for.
std::size_t room_beside(std::size_t in_every_window, const Encoding& whole,
                        std::size_t max_tokens) {
  if (in_every_window < max_tokens) return max_tokens - in_every_window;
  const std::string count = std::to_string(in_every_window);
  if (whole.pair) {
    throw Error("the first text and the special tokens are " + count +
                " tokens and stay whole in every window, which leaves no room for the second in " +
                std::to_string(max_tokens) + "; shorten the first text, or swap the two");
  }
  throw Error("windows of " + std::to_string(max_tokens) + " tokens have no room beside the " +
              count + " special tokens; allow more");
}

std::size_t checked_stride(const WindowOptions& options, std::size_t room) {
  const std::size_t stride = options.stride.value_or(std::min(options.max_tokens / 4, room / 2));
  if (stride < room) return stride;
  throw Error("windows of " + std::to_string(options.max_tokens) + " tokens have room for " +
              std::to_string(room) + " of the text, so they cannot share " +
              std::to_string(stride) + "; take a smaller stride");
}

std::int32_t window_of(std::int64_t token, const std::vector<TokenRange>& ranges) {
  std::int32_t best = -1;
  std::int64_t most = -1;
  for (std::size_t window = 0; window < ranges.size(); ++window) {
    const std::int64_t left = token - ranges[window].begin;
    const std::int64_t right = ranges[window].end - 1 - token;
    const std::int64_t context = std::min(left, right);
    if (context <= most) continue;
    most = context;
    best = static_cast<std::int32_t>(window);
  }
  return best;
}

template <typename T>
std::vector<T> chosen(const std::vector<T>& values, const std::vector<std::int64_t>& positions) {
  std::vector<T> out;
  if (values.empty()) return out;
  out.reserve(positions.size());
  for (const std::int64_t position : positions) {
    out.push_back(values[static_cast<std::size_t>(position)]);
  }
  return out;
}

}  // namespace

Windows split_into_windows(const Encoding& whole, const WindowOptions& options) {
  Windows windows;
  if (whole.size() <= options.max_tokens) return windows;
  const TokenRange part = part_to_cut(whole);
  const auto in_every_window = whole.size() - static_cast<std::size_t>(part.end - part.begin);
  const std::size_t room = room_beside(in_every_window, whole, options.max_tokens);
  const auto step = static_cast<std::int64_t>(room - checked_stride(options, room));
  for (std::int64_t begin = part.begin;; begin += step) {
    const std::int64_t end = std::min(begin + static_cast<std::int64_t>(room), part.end);
    windows.ranges.push_back({begin, end});
    if (end == part.end) break;
  }
  for (std::int64_t token = 0; token < static_cast<std::int64_t>(whole.size()); ++token) {
    windows.of_token.push_back(window_of(token, windows.ranges));
  }
  return windows;
}

std::vector<std::int64_t> tokens_of_window(const Windows& windows, std::size_t window,
                                           std::size_t tokens) {
  std::vector<std::int64_t> positions;
  for (std::int64_t token = 0; token < static_cast<std::int64_t>(tokens); ++token) {
    if (windows.holds(window, token)) positions.push_back(token);
  }
  return positions;
}

Encoding encoding_of_window(const Encoding& whole, const Windows& windows, std::size_t window) {
  const auto positions = tokens_of_window(windows, window, whole.size());
  Encoding encoding;
  encoding.text = whole.text;
  encoding.pair = whole.pair;
  encoding.ids = chosen(whole.ids, positions);
  encoding.tokens = chosen(whole.tokens, positions);
  encoding.type_ids = chosen(whole.type_ids, positions);
  encoding.offsets = chosen(whole.offsets, positions);
  encoding.word_ids = chosen(whole.word_ids, positions);
  encoding.sequence_ids = chosen(whole.sequence_ids, positions);
  encoding.special = chosen(whole.special, positions);
  return encoding;
}

}  // namespace headscope
