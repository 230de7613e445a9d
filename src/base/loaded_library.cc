#include "base/loaded_library.h"

#include <dlfcn.h>

namespace headscope::base {

LoadedLibrary::LoadedLibrary(std::initializer_list<const char*> names) noexcept {
  for (const char* name : names) {
    handle_ = ::dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (handle_ != nullptr) return;
  }
}

void* LoadedLibrary::symbol(const char* name) const noexcept {
  return is_there() ? ::dlsym(handle_, name) : nullptr;
}

}  // namespace headscope::base
