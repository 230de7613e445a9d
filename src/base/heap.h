// How threads share the memory that they allocate.
#pragma once

namespace headscope::base {

/// From now on threads allocate from the same two heaps. By default each of many gets a heap of its
/// own, and keeps what it frees: a server whose connections move from thread to thread would hold
/// many times what it needs. Call before the first thread.
void share_heaps() noexcept;

}  // namespace headscope::base
