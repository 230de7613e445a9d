// The hub's list of what a revision holds, read from its JSON.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>

namespace headscope::hub {

/// The largest repositories have some 100,000 files of 200 bytes each in this list.
inline constexpr std::size_t kMaxListingBytes = 32'000'000;

/// What a revision is made of.
struct Listing {
  std::string commit;
  std::set<std::string> files;  ///< paths in the repository
};

/// Throws Error, its sentence beginning with `what`, for what is no such list, and for names that
/// would lead out of the folder into which they are written.
Listing parse_listing(std::string_view json, std::string_view what);

}  // namespace headscope::hub
