// Who may ask: the page that this server gave out, and programs on this machine. No other web page.
#pragma once

#include <httplib.h>

#include <cstddef>
#include <optional>
#include <string>

namespace headscope::server {

/// The most bytes of a request's body.
inline constexpr std::size_t kMostBodyBytes = 512 << 10;

/// Why a request is not answered: one sentence, and the status that goes with it.
struct Refusal {
  int status;
  std::string sentence;
};

/// Looks at the request's line and headers, before any of its body is read.
///
/// A name that an attacker points at this machine (DNS rebinding) shows in Host, another site's
/// page in Origin and Sec-Fetch-Site, and the one kind of POST that a page may send anywhere
/// without asking is none with a JSON body.
std::optional<Refusal> refuse(const httplib::Request& request, int port);

}  // namespace headscope::server
