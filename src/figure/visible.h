// Text as it can be looked at: no character acts, every one that would be unseen shows itself.
//
//   visible("a\tb");     // "a␉b"
//   visible(" ");        // "␣"
#pragma once

#include <string>
#include <string_view>

namespace headscope::figure {

/// A token, for one line of the picture. `token` is UTF-8.
std::string visible(std::string_view token);

/// Whether there is nothing in a text but what JavaScript's `trim` takes off.
bool is_blank(std::u32string_view text);

}  // namespace headscope::figure
