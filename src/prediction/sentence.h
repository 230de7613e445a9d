// A vector for the whole text, of a model without a task head.
#pragma once

#include "headscope/prediction.h"

namespace headscope::prediction {

SentenceVector sentence(const Trace& trace);

}  // namespace headscope::prediction
