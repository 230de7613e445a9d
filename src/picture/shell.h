// The HTML around a page's data, the same for a page in a file and for a live one.
//
//   write_head(text, "", sink);
//   write_data("application/json", "headscope-manifest", manifest, sink);
//   write_viewer(sink);
#pragma once

#include <string>
#include <string_view>

#include "picture/document.h"

namespace headscope::picture {

/// The page's Content-Security-Policy: its own script and style, no network, and then `more`
/// directives, such as "connect-src 'self'".
std::string security_policy(std::string_view more);

/// Everything before the data. The title shows the beginning of `text`, which must be UTF-8;
/// `more` goes to `security_policy`.
void write_head(std::string_view text, std::string_view more, const Sink& sink);

/// One inert element. `content` may not hold `</script`: see escape_json.
void write_data(std::string_view type, std::string_view id, std::string_view content,
                const Sink& sink);

/// Everything behind the data.
void write_viewer(const Sink& sink);

}  // namespace headscope::picture
