// How many CPUs this process may use.
#pragma once

namespace headscope::base {

/// By affinity, so that a process pinned to two of sixty-four CPUs gets two. At least 1.
int usable_cpus() noexcept;

}  // namespace headscope::base
