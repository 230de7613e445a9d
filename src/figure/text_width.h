// How wide text is, without a font or a screen to ask: the same in a browser and in the program.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace headscope::figure {

/// Width in parts of the font's size; a little more than most faces need. `text` is UTF-8.
double text_width(std::string_view text, bool bold = false);

/// The text, or as much of it as fits into `em` with "…" behind it.
std::string cut_to_width(std::string_view text, double em);

/// The text in lines of at most that width, broken between words; a longer word has its own line.
std::vector<std::string> wrap_text(std::string_view text, double em);

}  // namespace headscope::figure
