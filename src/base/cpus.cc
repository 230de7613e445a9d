#include "base/cpus.h"

#include <sched.h>

#include <algorithm>
#include <thread>

namespace headscope::base {

int usable_cpus() noexcept {
#ifdef __linux__
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0) return std::max(1, CPU_COUNT(&set));
#endif
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

}  // namespace headscope::base
