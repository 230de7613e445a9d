// A file, or an address, in the user's browser.
#pragma once

#include <string>

namespace headscope::cli {

/// Hands the file or address to the desktop's opener (xdg-open, open on macOS), without a shell.
/// Returns when the opener has done its work or is still busy after a second. Throws Error when
/// there is none or when it fails.
void open_in_browser(const std::string& target);

}  // namespace headscope::cli
