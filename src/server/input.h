// What a client asks for, read from the JSON that it sends; docs/live-protocol.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headscope/trace.h"
#include "server/turns.h"

namespace headscope::server {

/// A stretch of a text, in UTF-16 units as a browser counts them.
struct Stretch {
  std::int64_t sequence = 0;  ///< 0 the text, 1 its pair
  std::int64_t begin = 0;
  std::int64_t end = 0;
  friend bool operator==(const Stretch&, const Stretch&) = default;
};

/// All that a forward pass depends on. Inputs that compare equal give the same trace.
struct Input {
  std::string model = {};
  std::string text = {};
  std::optional<std::string> pair = {};
  std::vector<Stretch> masked = {};  ///< tokens read as the mask token; sorted, each once
  std::vector<HeadId> off = {};      ///< heads that pass nothing on; sorted, each once
  friend bool operator==(const Input&, const Input&) = default;
};

struct Request {
  Input input = {};
  Asker asker = {};                   ///< a newer run of the same client makes a waiting one moot
  std::int64_t layer = 0;             ///< the layer that is wanted
  std::vector<std::int64_t> at = {};  ///< tokens to predict beside the masks
};

/// The most bytes of one text.
inline constexpr std::size_t kMostTextBytes = 64 << 10;

/// Reads the body of a request. Throws Error for what is not JSON, not UTF-8, of the wrong type,
/// unknown, or too long.
Request parse_request(std::string_view body);

}  // namespace headscope::server
