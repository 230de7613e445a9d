// The instruction set that the kernels run with: the best that the CPU has, unless the environment
// says otherwise.
//
//   HEADSCOPE_TARGET=AVX2 headscope view …
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace headscope::kernels {

/// Names of the instruction sets that this program was compiled for and this CPU has, the best
/// first: "AVX3" (which is AVX-512), "AVX2", "SSE4", "NEON", "SCALAR".
std::vector<std::string> targets();

/// The one in use.
std::string target();

/// Uses one for everything that is loaded from here on. Throws Error that lists the names there
/// are. Matrices packed for another target cannot be used any more.
void use_target(std::string_view name);

/// Uses what the environment variable HEADSCOPE_TARGET names, if it is set and not empty.
void use_target_of_environment();

}  // namespace headscope::kernels
