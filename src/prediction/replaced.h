// Discriminator: which tokens look as if a generator had put them there.
#pragma once

#include <vector>

#include "headscope/prediction.h"

namespace headscope::prediction {

/// Every token that is not special.
std::vector<ReplacedToken> replaced(const Trace& trace);

}  // namespace headscope::prediction
