#include "hub/curl_library.h"

#include "base/loaded_library.h"
#include "headscope/error.h"

namespace headscope::hub {
namespace {

[[noreturn]] void fail(const char* what) {
  throw Error(std::string("a model cannot be downloaded: ") + what +
              "; install libcurl (Debian: libcurl4), or give a model's folder");
}

template <typename Function>
void find(const base::LoadedLibrary& library, const char* name, Function& function) {
  if (!library.find(name, function)) fail("libcurl.so.4 is older than 7.62");
}

CurlLibrary load() {
  // Debian has one library for each of the libraries that encrypt; their functions are the same.
  const base::LoadedLibrary library({"libcurl.so.4", "libcurl-gnutls.so.4"});
  if (!library.is_there()) fail("there is no libcurl.so.4 on this machine");
  CurlLibrary curl{};
  find(library, "curl_global_init", curl.global_init);
  find(library, "curl_free", curl.free);
  find(library, "curl_easy_init", curl.easy_init);
  find(library, "curl_easy_cleanup", curl.easy_cleanup);
  find(library, "curl_easy_reset", curl.easy_reset);
  find(library, "curl_easy_setopt", curl.easy_setopt);
  find(library, "curl_easy_getinfo", curl.easy_getinfo);
  find(library, "curl_easy_perform", curl.easy_perform);
  find(library, "curl_slist_append", curl.slist_append);
  find(library, "curl_slist_free_all", curl.slist_free_all);
  find(library, "curl_url", curl.url);
  find(library, "curl_url_cleanup", curl.url_cleanup);
  find(library, "curl_url_set", curl.url_set);
  find(library, "curl_url_get", curl.url_get);
  if (curl.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) fail("libcurl does not start");
  return curl;
}

}  // namespace

const CurlLibrary& CurlLibrary::get() {
  static const CurlLibrary library = load();
  return library;
}

}  // namespace headscope::hub
