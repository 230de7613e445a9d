#include "prediction/replaced.h"

#include "prediction/probability.h"

namespace headscope::prediction {

std::vector<ReplacedToken> replaced(const Trace& trace) {
  std::vector<ReplacedToken> tokens;
  for (std::size_t i = 0; i < trace.encoding.size(); ++i) {
    if (trace.encoding.special[i]) continue;
    const float logit = trace.logits.values()[i];
    tokens.push_back({static_cast<std::int64_t>(i), trace.encoding.tokens[i], logit,
                      static_cast<float>(sigmoid(logit))});
  }
  return tokens;
}

}  // namespace headscope::prediction
