// Strings from files nobody vouches for, made fit for an error message.
#pragma once

#include <string>
#include <string_view>

namespace headscope::text {

/// `'name'`, cut to 60 bytes and with control characters replaced. `name` is valid UTF-8.
std::string in_quotes(std::string_view name);

}  // namespace headscope::text
