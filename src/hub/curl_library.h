// libcurl, loaded when something is downloaded: linked, it and the thirty libraries that it needs
// would add 3.6 ms to every start of the program, most of which download nothing.
//
//   const CurlLibrary& curl = CurlLibrary::get();
//   CURL* handle = curl.easy_init();
#pragma once

#include <curl/curl.h>

namespace headscope::hub {

struct CurlLibrary {
  /// Throws Error when this machine has no libcurl.
  static const CurlLibrary& get();

  decltype(&curl_global_init) global_init;
  decltype(&curl_free) free;
  decltype(&curl_easy_init) easy_init;
  decltype(&curl_easy_cleanup) easy_cleanup;
  decltype(&curl_easy_reset) easy_reset;
  decltype(&curl_easy_setopt) easy_setopt;
  decltype(&curl_easy_getinfo) easy_getinfo;
  decltype(&curl_easy_perform) easy_perform;
  decltype(&curl_slist_append) slist_append;
  decltype(&curl_slist_free_all) slist_free_all;
  decltype(&curl_url) url;
  decltype(&curl_url_cleanup) url_cleanup;
  decltype(&curl_url_set) url_set;
  decltype(&curl_url_get) url_get;
};

}  // namespace headscope::hub
