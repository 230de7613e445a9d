// vocab.txt: one token a line, whose number is its id.
#pragma once

#include <filesystem>

#include "text/vocabulary.h"

namespace headscope::text {

/// Blanks at the end of a line, all that Unicode has, are no part of the token. Of equal lines the
/// last counts. Throws Error that names the file when it cannot be read or is not UTF-8.
Vocabulary read_vocabulary_file(const std::filesystem::path& file);

}  // namespace headscope::text
