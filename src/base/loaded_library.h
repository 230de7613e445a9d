// A library that is loaded when it is first needed instead of at every start of the program.
//
//   LoadedLibrary library({"libcurl.so.4"});
//   library.find("curl_free", curl.free);
#pragma once

#include <initializer_list>

namespace headscope::base {

/// It stays until the program ends.
class LoadedLibrary {
 public:
  /// Loads the first of these that is there.
  LoadedLibrary(std::initializer_list<const char*> names) noexcept;

  bool is_there() const noexcept { return handle_ != nullptr; }

  /// Sets a pointer to the function of that name, of whose type the caller is sure. Returns false
  /// when there is none.
  template <typename Function>
  [[nodiscard]] bool find(const char* name, Function& function) const noexcept {
    function = reinterpret_cast<Function>(symbol(name));
    return function != nullptr;
  }

 private:
  void* symbol(const char* name) const noexcept;

  void* handle_ = nullptr;
};

}  // namespace headscope::base
