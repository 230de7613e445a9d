#include "lens/kept.h"

#include <algorithm>
#include <cassert>

#include "headscope/error.h"

namespace headscope::lens {
namespace {

constexpr std::string_view kNoScores =
    "no scores; write it with headscope trace --keep scores, or run with Keep::scores";
constexpr std::string_view kNoTerms =
    "no such term of its scores; a DeBERTa that was trained with the term has it, written with "
    "headscope trace --keep terms or run with Keep::terms";

}  // namespace

void Kept::map(const Trace& trace, std::int64_t layer, std::int64_t head,
               std::span<float> out) const {
  const Tensor& tensor = trace.*what_.tensor;
  if (tensor.empty()) {
    throw Error("the lens '" + std::string(what_.name) + "' cannot be applied: this trace has " +
                std::string(what_.missing));
  }
  const std::span<const float> numbers = tensor.at(layer, head);
  assert(out.size() == numbers.size());
  std::copy(numbers.begin(), numbers.end(), out.begin());
}

const Kept kScores({.name = "scores",
                    .title = "Scores before the softmax",
                    .formula = "q·k / √d, and what the model adds to it",
                    .tensor = &Trace::scores,
                    .missing = kNoScores});
// As in He et al., arXiv 2006.03654, equation 4: H are content vectors, P those of a distance. The
// sum of the terms is divided by √(terms · d), and so is each. The names are those of pos_att_type
// in config.json.
const Kept kContentToContent({.name = "c2c",
                              .title = "Content-to-content score",
                              .formula = "Hq·Hk / √(terms · d): what two words say",
                              .tensor = &Trace::content_to_content,
                              .missing = kNoTerms});
const Kept kContentToPosition({.name = "c2p",
                               .title = "Content-to-position score",
                               .formula = "Hq·Pk / √(terms · d): what a word and a distance say",
                               .tensor = &Trace::content_to_position,
                               .missing = kNoTerms});
const Kept kPositionToContent({.name = "p2c",
                               .title = "Position-to-content score",
                               .formula = "Pq·Hk / √(terms · d): what a distance and a word say",
                               .tensor = &Trace::position_to_content,
                               .missing = kNoTerms});

}  // namespace headscope::lens
