// Text in markup: what the user typed is shown, never obeyed.
#pragma once

#include <string>
#include <string_view>

namespace headscope::picture {

/// `text` with &, <, > and quotes as character references, for elements and attributes.
std::string escape_html(std::string_view text);

/// Valid JSON that may stand in a script element: no `<`, so no tag and no comment can begin.
std::string escape_json(std::string json);

/// The first words of `text`, which must be UTF-8, as one line: controls and blanks become single
/// spaces, and more than `most` code points end in "…".
std::string shorten(std::string_view text, std::size_t most);

}  // namespace headscope::picture
