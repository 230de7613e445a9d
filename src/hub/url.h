// Addresses, read as the library reads them that will follow them.
#pragma once

#include <string>
#include <string_view>

namespace headscope::hub {

/// "https://hub.example:443": what has to be the same for a secret to be sent. "" for what is no
/// address of the web.
std::string origin_of(const std::string& url);

/// Where `reference`, perhaps relative ("/api/x"), leads from `base`; "" when it leads nowhere on
/// the web.
std::string resolve_url(const std::string& base, const std::string& reference);

/// One part of a path: whatever could mean something else there, "/" too, is escaped.
std::string escape_part(std::string_view part);

}  // namespace headscope::hub
