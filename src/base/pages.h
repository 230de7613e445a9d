// Large blocks of memory. First touch of fresh 4 KiB pages costs more than filling them, so blocks
// of some size ask the kernel for huge pages.
#pragma once

#include <cstddef>

namespace headscope::base {

/// At least `bytes` of uninitialised memory, 64-byte aligned (2 MiB when large). Release with
/// std::free. Throws std::bad_alloc.
void* allocate_pages(std::size_t bytes);

}  // namespace headscope::base
