// The version of Headscope.
#pragma once

#define HEADSCOPE_VERSION "0.1.0"

namespace headscope {

inline const char* version() { return HEADSCOPE_VERSION; }

}  // namespace headscope
