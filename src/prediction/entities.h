// Tagger: the names and things that neighbouring words make together.
#pragma once

#include <vector>

#include "headscope/prediction.h"

namespace headscope::prediction {

/// A word whose label begins with "B-" begins an entity; one with another prefix or none goes on
/// with the entity before it where the rest of the label is the same. Across two texts none goes
/// on.
std::vector<Entity> entities(const std::vector<WordLabel>& words, const Encoding& encoding);

}  // namespace headscope::prediction
